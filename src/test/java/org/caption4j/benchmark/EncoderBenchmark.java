package org.caption4j.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.caption4j.encoder.Encoder;
import org.caption4j.encoder.RandomWeights;
import org.caption4j.encoder.zoo.ZooEncoders;
import org.caption4j.encoder.zoo.ZooNetwork;
import org.caption4j.image.Preprocessing;
import org.caption4j.tensor.ImageOps;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.zoo.model.VGG16;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Measures VGG16 to its second layer of 4096, the fast road against DL4J's own, in turns within one
 * run; prints Markdown.
 *
 * <p>{@code java -cp target/test-classes:target/classes:...
 * org.caption4j.benchmark.EncoderBenchmark [repetitions] [weights.safetensors]}. Without a file,
 * weights are random.
 */
public final class EncoderBenchmark {
  private static final PrintStream OUT = System.out;
  private static final double GIGA = 1e9;

  private EncoderBenchmark() {}

  public static void main(String[] args) throws IOException {
    int repetitions = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    Nd4j.getRandom().setSeed(1);
    OUT.printf(Locale.ROOT, "`matmul` of 2048x2048: %.0f GFLOP/s%n%n", matmulRate());
    long start = System.nanoTime();
    Encoder fast =
        args.length > 1
            ? ZooEncoders.open(ZooNetwork.VGG16, Path.of(args[1]), Optional.empty())
            : ZooEncoders.open(
                ZooNetwork.VGG16,
                new RandomWeights(1),
                Optional.empty(),
                Preprocessing.kerasVgg(224));
    double load = seconds(start);
    start = System.nanoTime();
    try (INDArray photo = photos(1)) {
      fast.encode(photo).close();
    }
    OUT.printf(Locale.ROOT, "weights %.2f s, first photo %.3f s, ", load, seconds(start));
    OUT.printf("peak resident memory %s%n%n", peak());
    if (args.length > 2) {
      return;
    }
    OUT.println("| photos at once | fast road, s a photo | DL4J, s a photo | ratio |");
    OUT.println("|---:|---:|---:|---:|");
    ComputationGraph slow = new ComputationGraph(VGG16.builder().numClasses(1000).build().conf());
    slow.init();
    for (int batch : new int[] {1, 8}) {
      compare(fast, slow, batch, repetitions);
    }
    fast.close();
  }

  private static void compare(Encoder fast, ComputationGraph slow, int batch, int repetitions) {
    double[] ours = new double[repetitions];
    double[] theirs = new double[repetitions];
    try (INDArray photos = photos(batch)) {
      for (int i = -1; i < repetitions; i++) {
        for (int again = 0; again < 3; again++) { // the slow road leaves the caches cold
          long start = System.nanoTime();
          fast.encode(photos).close();
          ours[Math.max(i, 0)] = seconds(start) / batch;
        }
        long start = System.nanoTime();
        slow.output(photos);
        theirs[Math.max(i, 0)] = seconds(start) / batch;
      }
    }
    double a = median(ours);
    double b = median(theirs);
    OUT.printf(Locale.ROOT, "| %d | %.3f | %.3f | %.1f |%n", batch, a, b, b / a);
  }

  private static double matmulRate() {
    int n = 2048;
    double best = 0;
    try (INDArray x = Nd4j.rand(DataType.FLOAT, n, n);
        INDArray y = Nd4j.rand(DataType.FLOAT, n, n);
        INDArray z = Nd4j.create(DataType.FLOAT, n, n)) {
      for (int i = 0; i < 8; i++) {
        long start = System.nanoTime();
        ImageOps.dense(x, y, null, z);
        best = Math.max(best, 2.0 * n * n * n / seconds(start) / GIGA);
      }
    }
    return best;
  }

  private static INDArray photos(int count) {
    return Nd4j.randn(DataType.FLOAT, count, 3, 224, 224);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / GIGA;
  }

  /** The most memory this process ever had resident, where Linux says so. */
  private static String peak() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return "unknown";
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .map(line -> line.replaceAll("\\s+", " ").substring(7))
        .findFirst()
        .orElse("unknown");
  }
}
