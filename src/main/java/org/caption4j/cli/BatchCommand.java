package org.caption4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.caption4j.BadInputException;
import org.caption4j.FilesOfCall;
import org.caption4j.WrittenFile;
import org.caption4j.batch.BatchFormat;
import org.caption4j.batch.BatchGallery;
import org.caption4j.batch.BatchRun;
import org.caption4j.batch.BatchSetting;
import org.caption4j.batch.BatchSummary;
import org.caption4j.batch.LeftOut;
import org.caption4j.batch.ListedPhoto;
import org.caption4j.batch.PhotoFolders;
import org.caption4j.batch.PhotoListing;
import org.caption4j.batch.Sidecars;
import org.caption4j.captioner.Captioner;
import org.caption4j.captioner.Decoding;
import org.caption4j.captioner.ModelFolder;
import org.caption4j.decoder.BeamSettings;
import org.caption4j.image.PhotoBatches;
import org.caption4j.image.PhotoReader;
import org.caption4j.page.Fact;
import org.caption4j.page.Gallery;
import org.caption4j.page.GalleryHead;
import org.caption4j.page.Page;
import picocli.CommandLine;
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
      "Describes whole folders of photos, into a file or beside each photo.",
      "",
      "With --out FILE each photo ends as a record in FILE, or with the reason why not in FILE.errors.jsonl; then the exit code is 1."
          + " With --sidecar a file beside each photo says what it shows; with --embed the photo does."
          + " Whatever interrupts the run, the same command goes on with it, for FILE with --resume."
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
      description = "photos, and folders of photos; - for names of photos from standard input",
      showDefaultValue = Visibility.NEVER)
  private List<Path> named = List.of();

  @Mixin private NamesOptions names;

  @Mixin private RecordOptions records;

  @Mixin private SidecarOptions sidecars;

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
    if (named.equals(List.of(StandardInputPhoto.PATH))) {
      named = List.of();
      names.takeStandardInput();
    }
    boolean listed = names.isGiven(named, "PATH", spec.commandLine());
    requireConsistent(listed);
    PhotoReader reader = new PhotoReader(limits.limits());
    ModelFolder found = model.find(spec.commandLine());
    Decoding decoding = beam.decoding(spec.commandLine(), top, found.config());
    FilesOfCall files = files(listed);
    PhotoListing photos = listed ? names.photos(records.numbers()) : search(files);
    Sidecars beside =
        sidecars.sidecars(photos.folders(), found.config().language(), files::isWritten);
    BatchSummary summary = describe(found, decoding, photos, reader, beside);
    if (summary.complete() && html != null) {
      writeGallery(
          found, summary, new BatchGallery(records.file(), records.format(), photos, reader));
    }
    return summary.complete() && summary.failed() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private PhotoFolders search(FilesOfCall files) throws IOException {
    PhotoFolders photos =
        search.in(named, records.numbers(), spec.commandLine()).without(files::isWritten);
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
    if (listed) {
      files.reads("--files-from", names.list());
    }
    for (Path path : named) {
      if (Files.isRegularFile(path)) {
        files.reads("PATH", path);
      }
    }
    records.addTo(files);
    if (html != null) {
      WrittenFile.of(html).requireRegular();
      for (Path page : Gallery.earlierPages(html)) {
        files.writes("--html", page, Page.KIND);
      }
    }
    return files;
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
      Sidecars beside)
      throws IOException {
    CommandLine command = spec.commandLine();
    Messages err = Messages.of(command);
    err.shareTerminal(records.isPrinted() && StandardOutput.isTerminal());
    try (Interruption interruption = new Interruption(photos::stop);
        BatchRun run =
            new BatchRun(
                photos, records.open(photos, top, settings(found, decoding), command), beside)) {
      BatchRounds rounds = new BatchRounds(run, watch, interruption, limit);
      // The photos are begun before the model is opened: the two take their time side by side.
      try (PhotoBatches<ListedPhoto> first = batches(found, reader, rounds.photos());
          Captioner captioner = model.open(found, decoding, err);
          BatchProgress progress = new BatchProgress(err, limit)) {
        if (watch) {
          err.println("photos that arrive are described, too, until Ctrl-C");
        } else {
          progress.count(photos);
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

  private void requireConsistent(boolean listed) {
    sidecars.requireConsistent(spec.commandLine());
    records.requireConsistent(top, sidecars, spec.commandLine());
    if (html != null) {
      requireGallery(listed);
    }
    if (watch && (listed || records.isPrinted())) {
      throw new ParameterException(
          spec.commandLine(),
          "--watch: expected folders and a file as --out, found %s"
              .formatted(listed ? "a list of photos" : "standard output"));
    }
  }

  private void requireGallery(boolean listed) {
    if (watch) {
      throw new ParameterException(
          spec.commandLine(),
          "--watch has no end at which --html could be made; make it by another run with --resume");
    }
    if (!records.isFile()) {
      throw new ParameterException(
          spec.commandLine(),
          "--html: a gallery is made of the captions in a file; leave it out, or name one by --out");
    }
    if (StandardOutput.isMeant(html)) {
      throw new ParameterException(
          spec.commandLine(),
          "--html: a gallery may have several pages; name a file for the first");
    }
    if (listed && records.format() == BatchFormat.COCO) {
      throw new ParameterException(
          spec.commandLine(),
          "--html: COCO's results do not tell the names of a list's photos; choose --format jsonl");
    }
  }

  private void tell(BatchSummary summary, PhotoListing photos, BatchProgress progress) {
    PrintWriter err = spec.commandLine().getErr();
    // A walk that did not come to its end has not seen all of them.
    Optional<LeftOut> leftOut = leftOut(photos).filter(all -> all.count() > 0);
    leftOut.ifPresent(all -> err.println(all.describe()));
    err.println(
        total(summary) + progress.describe(summary, leftOut.map(LeftOut::count).orElse(0L)));
    if (!summary.complete()) {
      err.println("caption4j: stopped" + advice());
    }
  }

  private String total(BatchSummary summary) {
    if (!records.isFile()) {
      return sidecars.isGiven() ? "captions are in " + sidecars.describe() + "; " : "";
    }
    String failed =
        summary.failed() == 0
            ? ""
            : "%,d could not be, see %s.errors.jsonl; ".formatted(summary.failed(), records.file());
    return "%,d photos are described in %s; %s"
        .formatted(summary.described(), records.file(), failed);
  }

  private String advice() {
    if (records.isFile()) {
      return "; the same command with --resume goes on";
    }
    return sidecars.keepRecord() ? "; the same command goes on" : "";
  }

  private static Optional<LeftOut> leftOut(PhotoListing photos) {
    return photos instanceof PhotoFolders folders ? folders.leftOut() : Optional.empty();
  }
}
