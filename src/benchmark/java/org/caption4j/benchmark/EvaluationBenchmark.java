package org.caption4j.benchmark;

import edu.stanford.nlp.ling.Word;
import edu.stanford.nlp.process.PTBTokenizer;
import edu.stanford.nlp.process.WordTokenFactory;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.caption4j.data.CaptionDataSet;
import org.caption4j.data.CaptionDataSets;
import org.caption4j.metric.Candidate;
import org.caption4j.metric.EnglishTokenizer;
import org.caption4j.metric.Evaluation;
import org.caption4j.metric.Evaluator;
import org.caption4j.metric.Metric;

/**
 * Measures a whole evaluation (tokens, BLEU, ROUGE-L, CIDEr, over all and for each image) beside
 * what Stanford's tokenizer alone takes for the same text; in turns, each time in a new process, as
 * an evaluation is run.
 *
 * <p>The captions scored are the first reference of each image, and the references are all: of COCO
 * val2017, 5,000 against 25,014.
 *
 * <p>{@code java -cp target/test-classes:target/classes:... org.caption4j.benchmark.
 * EvaluationBenchmark CAPTIONS.json [repetitions]}; Stanford's jar is on the class path of tests.
 */
public final class EvaluationBenchmark {
  private static final PrintStream OUT = System.out;

  private EvaluationBenchmark() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length > 0 && args[0].equals("measure")) {
      measure(args[1], CaptionDataSets.read(args[2]));
      return;
    }
    int repetitions = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    double[][] ours = new double[repetitions][];
    double[][] theirs = new double[repetitions][];
    for (int i = 0; i < repetitions; i++) {
      ours[i] = child("evaluation", args[0]);
      theirs[i] = child("stanford", args[0]);
    }
    OUT.println("| new process, 1 GB heap | median s | whole process s | peak MB |");
    OUT.println("|---|---:|---:|---:|");
    print("this project: tokens and all scores", ours);
    print("Stanford's tokenizer alone", theirs);
  }

  /** Does the work in this process, and prints its seconds and the peak of resident memory. */
  private static void measure(String what, CaptionDataSet data) throws IOException {
    List<Candidate> candidates =
        data.images().stream()
            .map(image -> new Candidate(image.id(), image.captions().get(0), image.captions()))
            .toList();
    long start = System.nanoTime();
    double check = what.equals("evaluation") ? evaluate(candidates) : tokenizeAsOneText(candidates);
    double seconds = Clock.since(start);
    OUT.printf(Locale.ROOT, "%f %d %f%n", seconds, peakKilobytes(), check);
  }

  private static double evaluate(List<Candidate> candidates) {
    Evaluation evaluation = new Evaluator(new EnglishTokenizer()).evaluate(candidates);
    return evaluation.corpus().get(Metric.CIDER).orElseThrow();
  }

  /** As the COCO evaluator runs it: all references as one text, then all captions. */
  private static double tokenizeAsOneText(List<Candidate> candidates) {
    String text =
        Stream.concat(
                candidates.stream().flatMap(candidate -> candidate.references().stream()),
                candidates.stream().map(Candidate::caption))
            .map(caption -> caption.replace('\n', ' '))
            .collect(Collectors.joining("\n"));
    PTBTokenizer<Word> words =
        new PTBTokenizer<>(new StringReader(text), new WordTokenFactory(), "tokenizeNLs=true");
    long tokens = 0;
    while (words.hasNext()) {
      words.next();
      tokens++;
    }
    return tokens;
  }

  private static long peakKilobytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  private static double[] child(String what, String file) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                EvaluationBenchmark.class.getName(),
                "measure",
                what,
                file));
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(what + " failed: " + said);
    }
    double whole = Clock.since(start);
    String[] figures = said.strip().split(" ", -1);
    return new double[] {
      Double.parseDouble(figures[0]), whole, Double.parseDouble(figures[1]) / 1024
    };
  }

  private static void print(String what, double[][] runs) {
    OUT.printf(
        Locale.ROOT,
        "| %s | %.2f | %.2f | %.0f |%n",
        what,
        median(runs, 0),
        median(runs, 1),
        median(runs, 2));
  }

  private static double median(double[][] runs, int figure) {
    return Median.of(Arrays.stream(runs).mapToDouble(run -> run[figure]).toArray());
  }
}
