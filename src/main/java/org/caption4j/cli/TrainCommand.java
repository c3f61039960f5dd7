package org.caption4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.caption4j.AtomicFile;
import org.caption4j.BadInputException;
import org.caption4j.FilesOfCall;
import org.caption4j.captioner.BundleConfig;
import org.caption4j.captioner.EncoderChoice;
import org.caption4j.captioner.ModelBundle;
import org.caption4j.captioner.ModelFolder;
import org.caption4j.data.FeatureFileWriter;
import org.caption4j.encoder.Encoder;
import org.caption4j.encoder.NetworkEncoder;
import org.caption4j.encoder.PhotoEncoder;
import org.caption4j.metric.Language;
import org.caption4j.text.Tokenizer;
import org.caption4j.train.CaptionedFolder;
import org.caption4j.train.Criterion;
import org.caption4j.train.EncoderTraining;
import org.caption4j.train.EpochFigures;
import org.caption4j.train.FineTuning;
import org.caption4j.train.StagedTraining;
import org.caption4j.train.TrainingFolder;
import org.caption4j.train.TrainingPlan;
import org.caption4j.train.TrainingRun;
import org.caption4j.train.TrainingSettings;
import org.caption4j.train.VectorFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code caption4j train}: captions and photos in, a model out. */
@Command(
    name = "train",
    description = {
      "Trains a decoder on captions, and writes a model that caption can use.",
      "",
      "Captions are COCO's JSON, Karpathy's dataset_*.json with a split (FILE#train), Flickr8k's token file or"
          + " captions.txt, Flickr30k's results.csv, a metadata.jsonl with file_name and text, a table of file names and"
          + " captions with tabs or commas between them, or a folder of photos with .txt files beside them. FILE#LIST takes the"
          + " photos that LIST names (Flickr8k.token.txt#Flickr_8k.trainImages.txt); FILE#train:0.9@7 takes nine tenths of"
          + " them by the seed 7, and FILE#val:0.9@7 the others.",
      "",
      "The photos' vectors are computed first, once. After each"
          + " epoch a checkpoint, training.csv and training.png are written, and the model if it got better.",
      "",
      "With --fine-tune the encoder is trained as well: every step takes photos, cropped, mirrored and coloured anew,"
          + " through both networks, and the model brings its own encoder. Let the decoder learn alone first, with"
          + " --frozen-epochs or with --start, a model whose decoder was trained on the encoder as it is."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true)
final class TrainCommand implements Callable<Integer> {
  @Mixin private DataSetOptions data;

  @Mixin private EncoderOptions encoder;

  @Option(
      names = "--features",
      paramLabel = "FILE",
      description =
          "where the photos' vectors are kept; those of further data sets and views lie beside it (default: in --out)")
  private Path features;

  @Bounds(min = 1, max = 100)
  @Option(
      names = "--views",
      paramLabel = "N",
      description =
          "looks at each training photo: the whole one, and N - 1 parts of it, some mirrored; more views, less learnt by heart",
      defaultValue = "4")
  private int views;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "folder of the model, the checkpoint and the figures")
  private Path out;

  @Option(
      names = "--weights-name",
      paramLabel = "NAME",
      description =
          "write only this name of the encoder's weights into the model (default: their name if they are published, else they are copied into it)")
  private String weightsName;

  @Mixin private DecoderOptions decoder;

  @Mixin private ScheduleOptions schedule;

  @Mixin private StandardDecodingOptions decoding;

  @Mixin private FineTuneOptions fineTune;

  @Option(
      names = "--resume",
      description = "go on from the checkpoint in --out",
      showDefaultValue = Visibility.NEVER)
  private boolean resume;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    TrainingPlan plan = plan();
    Tokenizer cutter = decoder.tokenizer(spec.commandLine());
    Messages err = Messages.of(spec.commandLine());
    for (CaptionedFolder folder : plan.train()) {
      PhotoFolder.require(folder.images());
    }
    for (CaptionedFolder folder : plan.validation()) {
      PhotoFolder.require(folder.images());
    }
    TrainingFolder.requireNoOther(out, resume);
    requireApart();
    List<EpochFigures> history;
    try (TrainingFolder folder = TrainingFolder.open(out, resume)) {
      history =
          !fineTune.isAsked()
              ? train(plan, cutter, err)
              : fineTune(plan, encoderTraining(), cutter, err);
    }
    Criterion criterion = plan.settings().criterion();
    EpochFigures best = criterion.best(history);
    err.printf(
        "The model in %s is that of epoch %d, the best by %s.%n",
        out, best.epoch(), criterion.describe(best));
    return ExitCode.OK;
  }

  /** What is written shall be nothing that is read. */
  private void requireApart() throws IOException {
    FilesOfCall files = Messages.of(spec.commandLine()).files();
    for (Map.Entry<String, Path> file : data.files()) {
      files.reads(file.getKey(), file.getValue());
    }
    if (encoder.weights().isPresent()) {
      files.reads("--weights", encoder.weights().get());
    }
    for (Path file : TrainingFolder.files(out)) {
      files.writes("--out", file);
    }
    if (features != null) {
      files.writes("--features", features);
      files.writes("--features", FeatureFileWriter.journal(features));
    }
  }

  private List<EpochFigures> train(TrainingPlan plan, Tokenizer cutter, Messages err)
      throws IOException {
    fineTune.requireUnused(spec.commandLine());
    EncoderChoice choice = encoder.choose(err);
    try (PhotoEncoder open = new PhotoEncoder(choice.open())) {
      BundleConfig.EncoderSection section = section(open.encoder(), choice, out);
      TrainingRun run = new TrainingRun(plan, open, section, cutter);
      return interruptible(() -> run.run(resume, new TrainingProgress(err)), err);
    }
  }

  private BundleConfig.EncoderSection section(Encoder open, EncoderChoice choice, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    return new BundleConfig.EncoderSection(
        open.name(), weightsName(choice, folder), open.fingerprint(), open.preprocessing());
  }

  private List<EpochFigures> fineTune(
      TrainingPlan plan, EncoderTraining tuning, Tokenizer cutter, Messages err)
      throws IOException {
    Optional<ModelBundle> start = plan.decoder().start();
    EncoderChoice choice =
        start.isPresent() ? encoder.choose(start.get(), err) : encoder.choose(err);
    int frozenEpochs = fineTune.frozenEpochs();
    try (Encoder open = choice.open()) {
      NetworkEncoder network = open.trainable();
      TrainingProgress progress = new TrainingProgress(err);
      if (frozenEpochs == 0) {
        FineTuning run = new FineTuning(plan, tuning, network, cutter);
        return interruptible(() -> run.run(resume, progress), err);
      }
      BundleConfig.EncoderSection section =
          section(network, choice, StagedTraining.frozenFolder(out));
      StagedTraining run = new StagedTraining(plan, frozenEpochs, tuning, network, cutter);
      return interruptible(() -> run.run(resume, section, progress), err);
    }
  }

  private EncoderTraining encoderTraining() {
    if (features != null || weightsName != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--fine-tune: expected neither --features nor --weights-name, since the encoder changes");
    }
    return fineTune.training(spec.commandLine(), schedule.rate());
  }

  /** A training that writes what it gets. */
  private interface Run {
    List<EpochFigures> run() throws IOException;
  }

  /** Whoever stops it with Ctrl-C is told how it goes on; what was saved is whole in any case. */
  private List<EpochFigures> interruptible(Run run, Messages err) throws IOException {
    Thread hint =
        new Thread(
            () ->
                err.last(
                    "caption4j: interrupted; the same command with --resume goes on after the last epoch saved in "
                        + out));
    Runtime.getRuntime().addShutdownHook(hint);
    try {
      return run.run();
    } finally {
      Runtime.getRuntime().removeShutdownHook(hint);
    }
  }

  private TrainingPlan plan() throws IOException {
    try {
      TrainingSettings settings = schedule.settings();
      return new TrainingPlan(
          data.training(),
          data.validation(spec.commandLine()),
          new VectorFiles(features != null ? features : out.resolve("features.safetensors"), views),
          out,
          decoder.initial(),
          language(settings),
          settings,
          data.unread(),
          decoding.section());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** Choosing by CIDEr needs a language whose captions can be scored. */
  private String language(TrainingSettings settings) {
    String language = decoder.language(spec.commandLine());
    if (settings.criterion() == Criterion.CIDER) {
      try {
        Language.of(language);
      } catch (BadInputException e) {
        throw new ParameterException(
            spec.commandLine(), "--lang, with --select cider: " + e.getMessage(), e);
      }
    }
    return language;
  }

  private String weightsName(EncoderChoice choice, Path folder) throws IOException {
    if (weightsName != null) {
      return weightsName;
    }
    return choice.weightsName().isPresent()
        ? choice.weightsName().get()
        : bringWeights(choice.wholeWeights(), folder);
  }

  /**
   * With weights that only their owner has, the model is whole when it brings them along; unless it
   * is to lie within another model that brings the same.
   */
  private String bringWeights(Path source, Path folder) throws IOException {
    Path above = folder.toRealPath().getParent();
    if (source.toRealPath().getParent().equals(above) && ModelFolder.brings(above, source)) {
      return "../" + source.getFileName();
    }
    String given = source.getFileName().toString();
    String name = "encoder" + given.substring(Math.max(0, given.lastIndexOf('.')));
    Path own = folder.resolve(name);
    if (!resume || !Files.exists(own)) {
      AtomicFile.write(own, out -> Files.copy(source, out));
    }
    return name;
  }
}
