package org.caption4j.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.caption4j.encoder.Encoder;
import org.caption4j.encoder.zoo.WeightsConversion;
import org.caption4j.encoder.zoo.ZooEncoders;
import org.caption4j.encoder.zoo.ZooNetwork;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.zoo.model.VGG16;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Measures how long VGG16 with weights takes to be ready: from the cache's safetensors on the fast
 * road, and by DL4J's own loader from its zip of the same weights; in turns within one run, ND4J
 * being up.
 *
 * <p>{@code java -Xmx4g -cp target/test-classes:target/classes:...
 * org.caption4j.benchmark.LoadBenchmark [repetitions]}. Makes 1.1 GB of files, and removes them.
 */
public final class LoadBenchmark {
  private static final PrintStream OUT = System.out;

  private LoadBenchmark() {}

  public static void main(String[] args) throws IOException {
    int repetitions = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    Path folder = Files.createTempDirectory("load-benchmark");
    Path zip = folder.resolve("vgg16.zip");
    Path safetensors = folder.resolve("vgg16.safetensors");
    try {
      Nd4j.zeros(DataType.FLOAT, 1).addi(1);
      ComputationGraph graph =
          new ComputationGraph(VGG16.builder().numClasses(1000).build().conf());
      graph.init();
      graph.save(zip.toFile(), false);
      WeightsConversion.convert(ZooNetwork.VGG16, zip, safetensors);
      graph.close();
      double[] ours = new double[repetitions];
      double[] theirs = new double[repetitions];
      for (int i = 0; i < repetitions; i++) {
        long start = System.nanoTime();
        Encoder fast = ZooEncoders.open(ZooNetwork.VGG16, safetensors, Optional.empty());
        ours[i] = Clock.since(start);
        fast.close();
        start = System.nanoTime();
        ComputationGraph slow = ComputationGraph.load(zip.toFile(), false);
        theirs[i] = Clock.since(start);
        slow.close();
      }
      OUT.println("| VGG16 ready | median s |\n|---|---:|");
      OUT.printf(Locale.ROOT, "| from the cache, mapped | %.3f |%n", Median.of(ours));
      OUT.printf(Locale.ROOT, "| DL4J `ComputationGraph.load` | %.3f |%n", Median.of(theirs));
    } finally {
      Files.deleteIfExists(zip);
      Files.deleteIfExists(safetensors);
      Files.delete(folder);
    }
  }
}
