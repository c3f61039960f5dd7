package org.caption4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.caption4j.captioner.BundleConfig;
import org.caption4j.captioner.ModelBundle;
import org.caption4j.captioner.ModelFolder;
import org.caption4j.decoder.DecoderConfig;
import org.caption4j.image.Preprocessing;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code caption4j models show}: what a model is. */
@Command(
    name = "show",
    description = "Shows what a model is: its encoder, its decoder, and how it was trained.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ModelsShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "BUNDLE", description = "folder of the model")
  private Path folder;

  @Mixin private PretrainedOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    ModelBundle bundle = ModelBundle.read(folder);
    BundleConfig config = bundle.config();
    Table table = new Table("model", folder.toString());
    table.add(List.of("format version", Integer.toString(config.formatVersion())));
    table.add(List.of("encoder", config.encoder().network()));
    table.add(List.of("weights", weights(bundle)));
    table.add(List.of("photos", photos(config.encoder().preprocessing())));
    table.add(List.of("decoder", decoder(config.decoder())));
    table.add(List.of("tokenizer", config.tokenizer()));
    if (config.training() != null) {
      config.training().forEach((key, value) -> table.add(List.of(key, String.valueOf(value))));
    }
    table.print(out);
    return ExitCode.OK;
  }

  private String weights(ModelBundle bundle) throws IOException {
    String name = bundle.config().encoder().weights();
    Optional<Path> own = new ModelFolder(bundle.folder(), bundle.config()).ownWeights();
    if (own.isPresent()) {
      return "%s, in the model (%s)".formatted(name, Bytes.text(Files.size(own.get())));
    }
    return options.open(spec.commandLine().getErr()).cached(name).isPresent()
        ? name + ", cached"
        : name + ", not cached";
  }

  private static String photos(Preprocessing photos) {
    return "%dx%d, %s, %s, (x / %s - %s) / %s"
        .formatted(
            photos.width(),
            photos.height(),
            photos.fit(),
            photos.channelOrder(),
            photos.range(),
            photos.mean(),
            photos.std());
  }

  private static String decoder(DecoderConfig decoder) {
    return "%s, %d hidden units, embeddings of %d, %d tokens, image vectors of %d"
        .formatted(
            decoder.cell(),
            decoder.hiddenSize(),
            decoder.embeddingSize(),
            decoder.vocabularySize(),
            decoder.imageSize());
  }
}
