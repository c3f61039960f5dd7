package org.caption4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.caption4j.PhotoEndings;
import org.caption4j.Printable;
import org.caption4j.batch.SidecarPlaces;
import org.caption4j.batch.Sidecars;
import org.caption4j.metadata.DescriptionFile;
import org.caption4j.metadata.EmbeddedDescription;
import org.caption4j.metadata.ExistingText;
import org.caption4j.metadata.FileTimes;
import org.caption4j.metadata.TextSidecar;
import org.caption4j.metadata.Wording;
import org.caption4j.metadata.XmpSidecar;
import picocli.CommandLine;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Captions in files beside the photos, and in the photos themselves. */
final class SidecarOptions {
  @Option(
      names = "--sidecar",
      paramLabel = "KIND",
      split = ",",
      description =
          "write a file beside each photo: txt: photo.txt, the caption; xmp: photo.xmp, the caption as metadata, what else is in it stays; or both, txt,xmp. A photo that has it counts as described",
      showDefaultValue = Visibility.NEVER)
  private Set<SidecarFormat> formats = EnumSet.noneOf(SidecarFormat.class);

  @Option(
      names = "--sidecar-extension",
      paramLabel = "EXT",
      description = "what text sidecars end in, such as .caption (default: .txt)",
      showDefaultValue = Visibility.NEVER)
  private String extension;

  @Option(
      names = "--sidecar-dir",
      paramLabel = "DIR",
      description =
          "write sidecars there, in the same folders as the photos (default: beside them)",
      showDefaultValue = Visibility.NEVER)
  private Path folder;

  @Option(
      names = "--embed",
      description =
          "write the caption as metadata into the photos themselves: JPEG, PNG and WebP; their pixels and what else is in them stay",
      showDefaultValue = Visibility.NEVER)
  private boolean embed;

  @Option(
      names = "--keep-times",
      description = "with --embed: photos keep the time of their last change",
      showDefaultValue = Visibility.NEVER)
  private boolean keepTimes;

  @Option(
      names = "--existing",
      paramLabel = "ACTION",
      description =
          "for sidecars and descriptions in photos that are there: skip: leave the photo alone; overwrite; append: add the caption behind the text; prepend: before it",
      defaultValue = "skip")
  private ExistingText existing;

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      description = "before each caption of a sidecar or in a photo",
      showDefaultValue = Visibility.NEVER)
  private String prefix = "";

  @Option(
      names = "--suffix",
      paramLabel = "TEXT",
      description = "behind each caption of a sidecar or in a photo",
      showDefaultValue = Visibility.NEVER)
  private String suffix = "";

  @Option(
      names = "--separator",
      paramLabel = "TEXT",
      description = "between a caption and the text that is there (default: a new line)",
      showDefaultValue = Visibility.NEVER)
  private String separator = "\n";

  /** Returns whether there are any. */
  boolean isGiven() {
    return embed || !formats.isEmpty();
  }

  /** Returns whether they tell which photos are described. */
  boolean keepRecord() {
    return isGiven() && existing == ExistingText.SKIP;
  }

  /**
   * Refuses options that others are missing for.
   *
   * @param command blamed
   */
  void requireConsistent(CommandLine command) {
    if (extension != null) {
      formats.add(SidecarFormat.TXT);
      requireExtension(command);
    }
    requireOnlyWith(!formats.isEmpty(), "--sidecar-dir", folder != null, "--sidecar", command);
    requireOnlyWith(embed, "--keep-times", keepTimes, "--embed", command);
    boolean worded = !prefix.isEmpty() || !suffix.isEmpty() || existing != ExistingText.SKIP;
    requireOnlyWith(
        isGiven(), "--existing, --prefix and --suffix", worded, "--sidecar or --embed", command);
    requireOnlyWith(
        existing == ExistingText.APPEND || existing == ExistingText.PREPEND,
        "--separator",
        !separator.equals("\n"),
        "--existing append or prepend",
        command);
    for (String text : List.of(prefix, suffix, separator)) {
      if (!Printable.isPlain(text.replaceAll("[\n\t]", ""))) {
        throw new ParameterException(
            command,
            "--prefix, --suffix, --separator: expected printable text, found '%s'"
                .formatted(Printable.of(text)));
      }
    }
  }

  private static void requireOnlyWith(
      boolean others, String option, boolean given, String expected, CommandLine command) {
    if (given && !others) {
      throw new ParameterException(
          command, "%s: only with %s; leave it out, or add that".formatted(option, expected));
    }
  }

  private void requireExtension(CommandLine command) {
    boolean dotted = extension.startsWith(".");
    String name = dotted ? extension.substring(1) : extension;
    if (name.isEmpty() || name.contains("/") || PhotoEndings.has(name) || name.endsWith("xmp")) {
      throw new ParameterException(
          command,
          "--sidecar-extension: expected what the names of texts end in, such as .caption, found '%s'"
              .formatted(extension));
    }
    extension = "." + name;
  }

  /**
   * Makes them.
   *
   * @param roots folders that photos are looked for in
   * @param language of the captions, such as en
   * @param taken tells files that something else is written to
   * @throws IOException if a folder is gone
   */
  Sidecars sidecars(List<Path> roots, String language, Predicate<Path> taken) throws IOException {
    Wording wording = new Wording(prefix, suffix, separator, existing);
    List<Sidecars.Kind> kinds = new ArrayList<>();
    if (formats.contains(SidecarFormat.TXT)) {
      String ending = extension == null ? ".txt" : extension;
      kinds.add(beside(new TextSidecar(wording), ending, roots));
    }
    if (formats.contains(SidecarFormat.XMP)) {
      kinds.add(beside(new XmpSidecar(wording, language), ".xmp", roots));
    }
    if (embed) {
      FileTimes times = keepTimes ? FileTimes.KEEP : FileTimes.NEW;
      kinds.add(
          new Sidecars.Kind(new EmbeddedDescription(wording, language, times), Optional.empty()));
    }
    return new Sidecars(kinds, existing, taken);
  }

  private Sidecars.Kind beside(DescriptionFile file, String ending, List<Path> roots)
      throws IOException {
    return new Sidecars.Kind(
        file, Optional.of(new SidecarPlaces(ending, Optional.ofNullable(folder), roots)));
  }

  /** Says where captions are. */
  String describe() {
    String files =
        formats.isEmpty()
            ? ""
            : "sidecars " + (folder == null ? "beside the photos" : "in " + folder);
    return Stream.of(files, embed ? "the photos themselves" : "")
        .filter(text -> !text.isEmpty())
        .reduce((one, other) -> one + " and " + other)
        .orElse("");
  }
}
