package org.caption4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.caption4j.BadInputException;
import org.caption4j.FileKind;
import org.caption4j.FilePart;
import org.caption4j.FilesOfCall;
import org.caption4j.captioner.Decoding;
import org.caption4j.captioner.ModelFolder;
import org.caption4j.data.CaptionDataSet;
import org.caption4j.data.CaptionDataSets;
import org.caption4j.data.CaptionResults;
import org.caption4j.data.CaptionedImage;
import org.caption4j.eval.Pairing;
import org.caption4j.eval.external.ExternalScorer;
import org.caption4j.eval.report.CaptionEvaluation;
import org.caption4j.eval.report.DiagnosticRow;
import org.caption4j.eval.report.EvaluationReport;
import org.caption4j.eval.report.ReportJson;
import org.caption4j.eval.report.ReportPage;
import org.caption4j.image.PhotoReader;
import org.caption4j.image.Thumbnails;
import org.caption4j.metric.Language;
import org.caption4j.page.Fact;
import org.caption4j.page.FolderThumbnails;
import org.caption4j.page.Page;
import org.caption4j.page.ThumbnailSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code caption4j evaluate}: captions and references in, scores out. */
@Command(
    name = "evaluate",
    description = {
      "Scores captions against what people said, with the COCO evaluator's figures.",
      "",
      "The captions are those of a results file (--results), or are made here, of the photos in a folder (--images)."
          + " With both, the results are scored and the photos are for the page.",
      "",
      "Captions in English (en, where --lang and the model say nothing else) are cut into words as the COCO evaluator cuts"
          + " them; in Chinese (zh) a token is one Han character."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true)
final class EvaluateCommand implements Callable<Integer> {
  private static final String CAPTIONS = "a file of captions";

  @Option(
      names = "--annotations",
      paramLabel = "FILE",
      required = true,
      description =
          "the references: COCO's JSON, Karpathy's dataset_*.json#SPLIT, or any other form that train takes; FILE#LIST and FILE#val:0.9@7 for a part of them")
  private String annotations;

  @Option(
      names = "--results",
      paramLabel = "FILE",
      description =
          "captions in COCO's results format, [{\"image_id\": 17, \"caption\": \"a dog runs\"}, ...], or what batch wrote in any of its formats")
  private Path results;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "folder of the photos, to be captioned unless there are --results")
  private Path images;

  @Mixin private ModelOptions model;

  @Mixin private BeamOptions beam;

  @Option(
      names = "--subset",
      paramLabel = "IDS",
      description = "score these images alone: 17,26,29, or a file of such numbers",
      showDefaultValue = Visibility.NEVER)
  private String subset;

  @Option(
      names = "--allow-missing",
      description = "score the images that have a caption where others have none",
      showDefaultValue = Visibility.NEVER)
  private boolean allowMissing;

  @Option(
      names = "--train-annotations",
      paramLabel = "FILE",
      description = "captions that the captioner was trained on, to tell which it only recites")
  private String trainAnnotations;

  @Mixin private OutsideOption outside;

  @Mixin private ProgramOptions programs;

  @Option(
      names = "--save-results",
      paramLabel = "FILE",
      description = "write the captions made here, in COCO's results format; - prints them")
  private Path saveResults;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description =
          "write the scores, over all and of each image, with every digit; - prints them in place of the table")
  private Path json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "write a page to look at: scores, and each photo with its caption; - prints it")
  private Path html;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    requireConsistent();
    Optional<ModelFolder> captioner =
        results == null ? Optional.of(model.find(spec.commandLine())) : Optional.empty();
    Optional<Decoding> decoding =
        captioner.map(found -> beam.decoding(spec.commandLine(), 1, found.config()));
    Language tongue = language(captioner);
    List<String> notes = new ArrayList<>();
    List<ExternalScorer> scorers = programs.open(tongue, notes);
    requireApart();
    CaptionDataSet references = CaptionDataSets.read(annotations);
    if (images != null) {
      outside.reach().require(references, images);
    }
    Optional<Set<Long>> chosen =
        subset == null ? Optional.empty() : Optional.of(ImageIds.read(subset));
    if (chosen.isPresent()) {
      Pairing.requireKnown(chosen.get(), references);
    }
    Optional<List<String>> training = training();
    CaptionResults captions =
        captioner.isPresent()
            ? caption(captioner.get(), references, chosen, decoding.get())
            : CaptionResults.read(results, references);
    warn(references, captions);
    Pairing pairing = Pairing.of(references, captions, chosen);
    if (!allowMissing) {
      pairing.requireComplete(captions.name());
    }
    EvaluationReport report =
        evaluate(new CaptionEvaluation(tongue, scorers, training, notes), pairing);
    if (!isPrinted(saveResults) && !isPrinted(json) && !isPrinted(html)) {
      print(report);
    }
    write(report, captions, references);
    Messages err = Messages.of(spec.commandLine());
    report.faults().forEach(fault -> err.error(FaultMessages.line(fault)));
    return report.faults().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void requireConsistent() {
    if (results == null && images == null) {
      throw new ParameterException(
          spec.commandLine(),
          "expected captions to score: --results FILE, or --images DIR to make them");
    }
    for (String making :
        new String[] {"--model", "--weights", "--decode", "--beam", "--save-results"}) {
      if (results != null && spec.commandLine().getParseResult().hasMatchedOption(making)) {
        throw new ParameterException(
            spec.commandLine(), making + " is for captions made here; leave out --results or it");
      }
    }
  }

  /** What is written shall be nothing that is read, and replace nothing of another kind. */
  private void requireApart() throws IOException {
    FilesOfCall files = Messages.of(spec.commandLine()).files();
    files.reads("--annotations", FilePart.locateFileOrFolder(annotations, CAPTIONS).file());
    if (results != null) {
      files.reads("--results", results);
    }
    if (trainAnnotations != null) {
      files.reads(
          "--train-annotations", FilePart.locateFileOrFolder(trainAnnotations, CAPTIONS).file());
    }
    List<String> printed = new ArrayList<>();
    check(files, "--save-results", saveResults, CaptionResults.KIND, printed);
    check(files, "--json", json, ReportJson.KIND, printed);
    check(files, "--html", html, Page.KIND, printed);
    if (printed.size() > 1) {
      throw new ParameterException(
          spec.commandLine(),
          "%s: expected one of them on standard output; name a file for the other"
              .formatted(String.join(", ", printed)));
    }
  }

  private static void check(
      FilesOfCall files, String option, Path file, FileKind kind, List<String> printed)
      throws IOException {
    if (file != null && StandardOutput.isMeant(file)) {
      printed.add(option);
    } else if (file != null) {
      files.writes(option, file, kind);
    }
  }

  /** Nothing but what was asked for is printed: a table between would spoil it. */
  private boolean isPrinted(Path output) {
    return output != null && StandardOutput.isMeant(output);
  }

  private Language language(Optional<ModelFolder> captioner) {
    String spoken = captioner.map(found -> found.config().language()).orElse("en");
    try {
      return Language.of(model.language(spec.commandLine()).orElse(spoken));
    } catch (BadInputException e) {
      throw new ParameterException(spec.commandLine(), "--lang: " + e.getMessage(), e);
    }
  }

  private Optional<List<String>> training() throws IOException {
    if (trainAnnotations == null) {
      return Optional.empty();
    }
    return Optional.of(
        CaptionDataSets.read(trainAnnotations).images().stream()
            .flatMap(image -> image.captions().stream())
            .toList());
  }

  private CaptionResults caption(
      ModelFolder captioner,
      CaptionDataSet references,
      Optional<Set<Long>> chosen,
      Decoding decoding)
      throws IOException {
    List<CaptionedImage> wanted =
        references.images().stream()
            .filter(image -> chosen.isEmpty() || chosen.get().contains(image.id()))
            .toList();
    PhotoFolder.require(images);
    if (!allowMissing) {
      PhotoCaptions.requirePhotos(images, wanted, references.name());
    }
    CaptionResults made =
        new PhotoCaptions(model, captioner, decoding, Messages.of(spec.commandLine()))
            .make(images, wanted);
    if (saveResults != null) {
      made.write(StandardOutput.to(saveResults, spec.commandLine()));
    }
    return made;
  }

  /** What is scored in another way than one may think is told, not refused. */
  private void warn(CaptionDataSet references, CaptionResults captions) {
    Messages err = Messages.of(spec.commandLine());
    if (references.captionsLeftOut() > 0) {
      err.warning(
          "%s: left out %,d null or blank captions"
              .formatted(references.name(), references.captionsLeftOut()));
    }
    if (captions.blank() > 0) {
      err.warning(
          "%s: %,d of %,d captions are null or blank, and are scored as empty sentences"
              .formatted(captions.name(), captions.blank(), captions.captions().size()));
    }
  }

  private EvaluationReport evaluate(CaptionEvaluation evaluation, Pairing pairing)
      throws IOException {
    try (ProgramProgress progress =
        new ProgramProgress(spec.commandLine().getErr(), pairing.candidates().size())) {
      return evaluation.evaluate(pairing, progress);
    }
  }

  private void print(EvaluationReport report) {
    PrintWriter out = spec.commandLine().getOut();
    Table scores = new Table("Metric", "Score");
    report
        .evaluation()
        .corpus()
        .values()
        .forEach((metric, value) -> scores.add(List.of(metric.label(), threeDecimals(value))));
    scores.print(out);
    out.println();
    Table diagnostics = new Table("Images", String.valueOf(report.pairing().candidates().size()));
    diagnostics.add(List.of("Tokens", report.language().tokens()));
    for (DiagnosticRow row : DiagnosticRow.of(report.diagnostics())) {
      diagnostics.add(List.of(row.label(), row.shown()));
    }
    diagnostics.print(out);
    if (!report.notes().isEmpty()) {
      out.println();
      report.notes().forEach(out::println);
    }
    out.flush();
  }

  private static String threeDecimals(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private void write(EvaluationReport report, CaptionResults captions, CaptionDataSet references)
      throws IOException {
    if (json != null) {
      ReportJson.write(report, StandardOutput.to(json, spec.commandLine()));
    }
    if (html != null) {
      ThumbnailSource<String> photos =
          images == null
              ? ThumbnailSource.none("no photo: the page was made without --images")
              : new FolderThumbnails(
                  images, new PhotoReader(), new Thumbnails(Thumbnails.DEFAULT_SIDE));
      try (Progress progress =
          Progress.of(
              spec.commandLine().getErr(),
              "page",
              "photos",
              report.pairing().candidates().size())) {
        ReportPage.write(
            report,
            facts(report, captions, references),
            photos,
            StandardOutput.to(html, spec.commandLine()),
            done -> progress.at(done, ""));
      }
    }
  }

  private static List<Fact> facts(
      EvaluationReport report, CaptionResults captions, CaptionDataSet references) {
    return List.of(
        new Fact("Captions", captions.name()),
        new Fact("References", references.name()),
        new Fact("Images", String.valueOf(report.pairing().candidates().size())),
        new Fact("Tokens", report.language().tokens()));
  }
}
