package org.caption4j.eval.external;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Scores in a JVM of its own. */
final class ScoreInChild {
  private ScoreInChild() {}

  static Process start(Path jar) throws IOException {
    return new ProcessBuilder(
            ExternalSettings.meteor().java().toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath(),
            ScoreInChild.class.getName(),
            jar.toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Only absolute entries mean the same in a child. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> new File(entry).getAbsolutePath())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * @param args the jar
   */
  public static void main(String[] args) throws IOException {
    new MeteorScorer(Path.of(args[0]), ExternalSettings.meteor().withHeap("64m"))
        .score(List.of(new TokenizedText(1, "a boat", List.of("a boat"))), ScoringListener.SILENT);
  }
}
