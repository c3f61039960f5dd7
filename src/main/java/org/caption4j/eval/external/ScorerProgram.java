package org.caption4j.eval.external;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.caption4j.BadInputException;
import org.caption4j.metric.Metric;

/**
 * A jar that was looked at, and how it is run.
 *
 * @param metric what it computes
 * @param jar absolute
 * @param settings how it is run
 */
record ScorerProgram(Metric metric, Path jar, ExternalSettings settings) {
  /**
   * Looks at the jar and at the Java that shall run it.
   *
   * @param usualName the jar's name where its authors publish it
   * @throws BadInputException if either cannot be run
   */
  static ScorerProgram of(Metric metric, String usualName, Path jar, ExternalSettings settings)
      throws BadInputException {
    String expected = ", expected the program of %s, %s".formatted(metric.label(), usualName);
    if (!Files.isRegularFile(jar)) {
      throw new BadInputException(
          jar + (Files.exists(jar) ? ": is a folder" : ": no such file") + expected);
    }
    requireMainClass(jar, expected);
    Path java = settings.java();
    if (!Files.isRegularFile(java) || !Files.isExecutable(java)) {
      throw new BadInputException(
          "%s: no program that can be run, expected a java for %s, such as %s"
              .formatted(java, metric.label(), ExternalSettings.meteor().java()));
    }
    return new ScorerProgram(metric, jar.toAbsolutePath(), settings);
  }

  private static void requireMainClass(Path jar, String expected) throws BadInputException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      if (manifest == null
          || manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS) == null) {
        throw new BadInputException(jar + ": a jar without a main class" + expected);
      }
    } catch (BadInputException e) {
      throw e;
    } catch (IOException e) {
      throw new BadInputException("%s: no jar%s: %s".formatted(jar, expected, e.getMessage()), e);
    }
  }

  /** The folder that the program runs in, where it finds the files beside it. */
  Path folder() {
    return jar.getParent();
  }

  /** The name in messages. */
  String title() {
    return "%s (%s)".formatted(metric.label(), jar);
  }

  /** What starts it, with the program's own arguments at the end. */
  ProcessBuilder command(List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                settings.java().toAbsolutePath().toString(),
                "-jar",
                "-Xmx" + settings.heap(),
                jar.getFileName().toString()));
    command.addAll(arguments);
    return new ProcessBuilder(command).directory(folder().toFile());
  }
}
