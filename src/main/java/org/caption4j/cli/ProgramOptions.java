package org.caption4j.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.caption4j.BadInputException;
import org.caption4j.eval.external.ExternalScorer;
import org.caption4j.eval.external.ExternalSettings;
import org.caption4j.eval.external.MeteorScorer;
import org.caption4j.eval.external.SpiceScorer;
import org.caption4j.metric.Language;
import org.caption4j.metric.Metric;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The metrics that only programs of their authors compute, where the user has these. */
final class ProgramOptions {
  @Option(
      names = "--meteor-jar",
      paramLabel = "JAR",
      description =
          "meteor-1.5.jar of METEOR's authors, run beside; its data folder lies by it as they ship it",
      showDefaultValue = Visibility.NEVER)
  private Path meteor;

  @Option(
      names = "--spice-jar",
      paramLabel = "JAR",
      description = "spice-1.0.jar of SPICE's authors, run beside, with its lib folder by it",
      showDefaultValue = Visibility.NEVER)
  private Path spice;

  @Option(
      names = "--program-java",
      paramLabel = "JAVA",
      description =
          "the java that runs them, such as /usr/lib/jvm/java-8/bin/java for SPICE, which newer ones do not run (default: the one that runs caption4j)",
      showDefaultValue = Visibility.NEVER)
  private Path java;

  @Bounds(min = 1, max = 100_000)
  @Option(
      names = "--program-minutes",
      paramLabel = "N",
      description = "longest time for each of them (default: 30 for METEOR, 120 for SPICE)",
      showDefaultValue = Visibility.NEVER)
  private Integer minutes;

  /** Makes a scorer out of a jar. */
  private interface Opening {
    ExternalScorer open(Path jar, ExternalSettings settings) throws BadInputException;
  }

  /**
   * Finds the programs.
   *
   * @param language of the captions
   * @param notes takes a sentence for each program that is not run
   * @return those to run
   * @throws BadInputException if a jar is none
   */
  List<ExternalScorer> open(Language language, List<String> notes) throws BadInputException {
    List<ExternalScorer> programs = new ArrayList<>();
    add(programs, Metric.METEOR, "--meteor-jar", meteor, MeteorScorer::new, language, notes);
    add(programs, Metric.SPICE, "--spice-jar", spice, SpiceScorer::new, language, notes);
    return programs;
  }

  private void add(
      List<ExternalScorer> programs,
      Metric metric,
      String option,
      Path jar,
      Opening opening,
      Language language,
      List<String> notes)
      throws BadInputException {
    if (jar == null) {
      notes.add(
          "%s was not computed: its authors' program is not here; see %s."
              .formatted(metric.label(), option));
    } else if (!Files.exists(jar)) {
      notes.add("%s was not computed: there is no %s.".formatted(metric.label(), jar));
    } else if (language != Language.ENGLISH) {
      notes.add("%s was not computed: it understands English only.".formatted(metric.label()));
    } else {
      programs.add(opening.open(jar, settings(metric)));
    }
  }

  private ExternalSettings settings(Metric metric) {
    ExternalSettings settings =
        metric == Metric.METEOR ? ExternalSettings.meteor() : ExternalSettings.spice();
    if (java != null) {
      settings = settings.withJava(java);
    }
    return minutes == null ? settings : settings.withLimit(Duration.ofMinutes(minutes));
  }
}
