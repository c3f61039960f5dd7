package org.caption4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.caption4j.BadInputException;
import org.caption4j.FilePart;
import org.caption4j.FilesOfCall;
import org.caption4j.WrittenFile;
import org.caption4j.batch.BatchFormat;
import org.caption4j.batch.BatchGallery;
import org.caption4j.batch.BatchRun;
import org.caption4j.batch.BatchSetting;
import org.caption4j.batch.BatchSummary;
import org.caption4j.batch.ImageNumbers;
import org.caption4j.batch.LeftOut;
import org.caption4j.batch.ListedPhoto;
import org.caption4j.batch.Moved;
import org.caption4j.batch.PhotoFolders;
import org.caption4j.batch.PhotoListing;
import org.caption4j.batch.RecordStream;
import org.caption4j.captioner.Captioner;
import org.caption4j.captioner.Decoding;
import org.caption4j.captioner.DescribedPhotos;
import org.caption4j.captioner.ModelFolder;
import org.caption4j.data.CaptionDataSets;
import org.caption4j.decoder.BeamSettings;
import org.caption4j.image.PhotoBatches;
import org.caption4j.image.PhotoReader;
import org.caption4j.page.Fact;
import org.caption4j.page.Gallery;
import org.caption4j.page.GalleryHead;
import org.caption4j.page.Page;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code caption4j batch}: folders of photos in, a file of captions out. */
@Command(
    name = "batch",
    description = {
      "Describes whole folders of photos into a file.",
      "",
      "Each photo ends as a record in FILE, or with the reason why not in FILE.errors.jsonl; then the exit code is 1."
          + " Whatever interrupts the run, the same command with --resume goes on with it."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true)
final class BatchCommand implements Callable<Integer> {
  /** Names in a gallery's title. */
  private static final int TITLE = 5;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description = "photos, and folders of photos; - for names of photos from standard input")
  private List<Path> named = List.of();

  @Mixin private NamesOptions names;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "the captions; grows as the photos are described; - prints each as it is made")
  private Path out;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "jsonl: a JSON object a photo; csv: for spreadsheets; coco: COCO's results, with the photos' numbers (default: by FILE's ending .jsonl, .csv or .json)",
      showDefaultValue = Visibility.NEVER)
  private BatchFormat format;

  @Mixin private ModelOptions model;

  @Mixin private BeamOptions beam;

  @Bounds(min = 1, max = BeamSettings.MOST_WIDTH)
  @Option(
      names = "--top",
      paramLabel = "N",
      description = "sentences a photo, best first",
      defaultValue = "1")
  private int top;

  @Mixin private PhotoSearchOptions search;

  @Bounds(min = 1, max = Long.MAX_VALUE)
  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "describe the first N photos that are not yet described",
      showDefaultValue = Visibility.NEVER)
  private long limit = Long.MAX_VALUE;

  @Option(
      names = "--watch",
      description =
          "go on with photos that arrive in the folders, as soon as they are complete, until stopped (Ctrl-C)",
      showDefaultValue = Visibility.NEVER)
  private boolean watch;

  @Mixin private LimitOptions limits;

  @Bounds(min = 1, max = 256)
  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads that read and decode photos (default: one a core)",
      showDefaultValue = Visibility.NEVER)
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--resume",
      description = "go on with FILE: photos that are in it, or in its errors, are left alone",
      showDefaultValue = Visibility.NEVER)
  private boolean resume;

  @Option(
      names = "--moved",
      paramLabel = "yes|no",
      description =
          "with --resume: whether a folder that has photos of the same names as one that FILE knows, and that is gone, is that folder",
      showDefaultValue = Visibility.NEVER)
  private Moved moved = Moved.ASK;

  @Option(
      names = "--annotations",
      paramLabel = "FILE",
      description =
          "for --format coco: photos' numbers by their file names (default: the last digits of the name)",
      showDefaultValue = Visibility.NEVER)
  private String annotations;

  @Option(
      names = "--html",
      paramLabel = "GALLERY",
      description =
          "a page to look at, with thumbnails and captions, made at the end; beyond "
              + Gallery.PHOTOS_A_PAGE
              + " photos others follow it",
      showDefaultValue = Visibility.NEVER)
  private Path html;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    BatchFormat chosen = format == null ? BatchFormat.of(out) : format;
    if (named.equals(List.of(StandardInputPhoto.PATH))) {
      named = List.of();
      names.takeStandardInput();
    }
    boolean listed = names.isGiven(named, "PATH", spec.commandLine());
    requireConsistent(chosen, listed);
    PhotoReader reader = new PhotoReader(limits.limits());
    ModelFolder found = model.find(spec.commandLine());
    Decoding decoding = beam.decoding(spec.commandLine(), top, found.config());
    FilesOfCall files = files(listed);
    PhotoListing photos = listed ? names.photos(numbers(chosen)) : search(files, chosen);
    if (StandardOutput.isMeant(out)) {
      BatchSummary summary = print(found, decoding, photos, reader, chosen);
      return summary.failed() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }
    BatchSummary summary = describe(found, decoding, photos, reader, chosen);
    if (summary.complete() && html != null) {
      writeGallery(found, summary, new BatchGallery(out, chosen, photos, reader));
    }
    return summary.complete() && summary.failed() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private PhotoFolders search(FilesOfCall files, BatchFormat chosen) throws IOException {
    PhotoFolders photos =
        search.in(named, numbers(chosen), spec.commandLine()).without(files::isWritten);
    if (!watch && !photos.iterator().hasNext()) {
      String leftOut = photos.leftOut().map(LeftOut::describe).orElse("");
      throw new BadInputException(
          "%s: expected photos but found none%s%s"
              .formatted(named.get(0), leftOut.isEmpty() ? "" : "; " + leftOut, search.advice()));
    }
    return photos;
  }

  /** What is written shall be nothing that is read, and no photo. */
  private FilesOfCall files(boolean listed) throws IOException {
    FilesOfCall files = Messages.of(spec.commandLine()).files();
    if (annotations != null) {
      files.reads("--annotations", FilePart.locate(annotations, "a file of captions").file());
    }
    if (listed) {
      files.reads("--files-from", names.list());
    }
    for (Path path : named) {
      if (Files.isRegularFile(path)) {
        files.reads("PATH", path);
      }
    }
    if (!StandardOutput.isMeant(out)) {
      for (Path file : BatchRun.files(out)) {
        files.writes("--out", file);
      }
      if (!resume) {
        BatchRun.requireNew(out);
      }
    }
    if (html != null) {
      WrittenFile.of(html).requireRegular();
      for (Path page : Gallery.earlierPages(html)) {
        files.writes("--html", page, Page.KIND);
      }
    }
    return files;
  }

  private BatchSummary print(
      ModelFolder found,
      Decoding decoding,
      PhotoListing photos,
      PhotoReader reader,
      BatchFormat chosen)
      throws IOException {
    Messages err = Messages.of(spec.commandLine());
    err.shareTerminal(StandardOutput.isTerminal());
    Iterator<ListedPhoto> first =
        StreamSupport.stream(photos.spliterator(), false).limit(limit).iterator();
    try (PhotoBatches<ListedPhoto> batches = batches(found, reader, first);
        Captioner captioner = model.open(found, decoding, err);
        DescribedPhotos<ListedPhoto> described = new DescribedPhotos<>(captioner, batches);
        BatchProgress progress = new BatchProgress(err)) {
      progress.count(photos, limit);
      return new RecordStream(spec.commandLine().getOut(), chosen, top).write(described, progress);
    }
  }

  private PhotoBatches<ListedPhoto> batches(
      ModelFolder found, PhotoReader reader, Iterator<ListedPhoto> photos) {
    return new PhotoBatches<>(
        reader, found.config().encoder().preprocessing(), photos, ListedPhoto::readable, threads);
  }

  private BatchSummary describe(
      ModelFolder found,
      Decoding decoding,
      PhotoListing photos,
      PhotoReader reader,
      BatchFormat chosen)
      throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    try (Interruption interruption = new Interruption(photos::stop);
        BatchRun run = BatchRun.open(photos, out, chosen, top, settings(found, decoding), moved)) {
      BatchRounds rounds = new BatchRounds(run, watch, interruption, limit);
      // The photos are begun before the model is opened: the two take their time side by side.
      try (PhotoBatches<ListedPhoto> first = batches(found, reader, rounds.photos());
          Captioner captioner = model.open(found, decoding, err);
          BatchProgress progress = new BatchProgress(err)) {
        if (watch) {
          err.println("photos that arrive are described, too, until Ctrl-C");
        } else {
          progress.count(photos, limit);
        }
        BatchSummary summary =
            rounds.write(first, rest -> batches(found, reader, rest), captioner, progress);
        progress.close();
        tell(summary, photos, progress);
        return summary;
      }
    }
  }

  private static List<BatchSetting> settings(ModelFolder found, Decoding decoding)
      throws IOException {
    BeamSettings beam = decoding.settings();
    String model = found.fingerprint();
    return List.of(
        new BatchSetting("--lang", found.config().language()),
        new BatchSetting(
            "--model", model, "%s (%s)".formatted(found.path(), model.substring(0, 8))),
        new BatchSetting("--top", beam.best()),
        new BatchSetting("--decode", decoding.method()),
        new BatchSetting("--beam", beam.width()),
        new BatchSetting("--min-length", beam.minimumLength()),
        new BatchSetting("--max-length", beam.maximumLength()),
        new BatchSetting("--length-normalisation", beam.lengthNormalisation()));
  }

  private void writeGallery(ModelFolder found, BatchSummary summary, BatchGallery gallery)
      throws IOException {
    List<Fact> facts =
        List.of(
            new Fact("Model", found.path().toString()),
            new Fact("Described", "%,d".formatted(summary.described())),
            new Fact("Failed", "%,d".formatted(summary.failed())));
    String title =
        named.isEmpty()
            ? "Captions"
            : named.stream()
                .limit(TITLE)
                .map(Path::toString)
                .collect(
                    Collectors.joining(", ", "Captions of ", named.size() > TITLE ? ", ..." : ""));
    long count = summary.described() + summary.failed();
    try (Progress progress = Progress.of(spec.commandLine().getErr(), "gallery", "photos", count)) {
      gallery.write(
          new GalleryHead(title, found.config().language(), facts),
          top,
          summary,
          html,
          done -> progress.at(done, ""));
    }
  }

  private void requireConsistent(BatchFormat chosen, boolean listed) {
    requireStreamable(chosen, listed);
    if (watch && html != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--watch has no end at which --html could be made; make it by another run with --resume");
    }
    if (watch && (listed || StandardOutput.isMeant(out))) {
      throw new ParameterException(
          spec.commandLine(),
          "--watch: expected folders and a file as --out, found %s"
              .formatted(listed ? "a list of photos" : "standard output"));
    }
    if (chosen == BatchFormat.COCO && top > 1) {
      throw new ParameterException(
          spec.commandLine(), "--top: COCO's results have one caption a photo; leave it out");
    }
    if (chosen != BatchFormat.COCO && annotations != null) {
      throw new ParameterException(
          spec.commandLine(), "--annotations give numbers for --format coco; leave them out");
    }
  }

  private void requireStreamable(BatchFormat chosen, boolean listed) {
    boolean printed = StandardOutput.isMeant(out);
    if (printed && (resume || html != null)) {
      throw new ParameterException(
          spec.commandLine(),
          "--out -: what is printed is not read again; leave out %s, or name a file"
              .formatted(resume ? "--resume" : "--html"));
    }
    if (printed && chosen == BatchFormat.COCO) {
      throw new ParameterException(
          spec.commandLine(), "--out -: expected --format jsonl or csv, found coco; name a file");
    }
    if (html != null && StandardOutput.isMeant(html)) {
      throw new ParameterException(
          spec.commandLine(),
          "--html: a gallery may have several pages; name a file for the first");
    }
    if (html != null && listed && chosen == BatchFormat.COCO) {
      throw new ParameterException(
          spec.commandLine(),
          "--html: COCO's results do not tell the names of a list's photos; choose --format jsonl");
    }
  }

  private Supplier<? extends UnaryOperator<ListedPhoto>> numbers(BatchFormat chosen)
      throws IOException {
    if (chosen != BatchFormat.COCO) {
      return UnaryOperator::identity;
    }
    if (annotations == null) {
      return ImageNumbers::inNames;
    }
    return ImageNumbers.of(CaptionDataSets.read(annotations));
  }

  private void tell(BatchSummary summary, PhotoListing photos, BatchProgress progress) {
    PrintWriter err = spec.commandLine().getErr();
    // A walk that did not come to its end has not seen all of them.
    Optional<LeftOut> leftOut = leftOut(photos).filter(all -> all.count() > 0);
    leftOut.ifPresent(all -> err.println(all.describe()));
    err.printf("%,d photos are described in %s", summary.described(), out);
    if (summary.failed() > 0) {
      err.printf("; %,d could not be, see %s.errors.jsonl", summary.failed(), out);
    }
    err.println("; " + progress.describe(summary, leftOut.map(LeftOut::count).orElse(0L)));
    if (!summary.complete()) {
      err.println("caption4j: stopped; the same command with --resume goes on");
    }
  }

  private static Optional<LeftOut> leftOut(PhotoListing photos) {
    return photos instanceof PhotoFolders folders ? folders.leftOut() : Optional.empty();
  }
}
