package org.caption4j.pretrained;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.caption4j.pretrained.Checksum.Algorithm;

/** Fetches in a process of its own; tells how it goes by files in a folder. */
final class FetchInChild {
  private FetchInChild() {}

  /** A process that fetches. */
  static Process start(Path home, Path signs, String address, Checksum checksum, String way)
      throws IOException {
    List<String> command =
        Stream.of(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xmx64m",
                    "-cp",
                    classPath(),
                    FetchInChild.class.getName()),
                List.of(home.toString(), signs.toString(), address, checksum.value(), way))
            .flatMap(List::stream)
            .toList();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(Files.createTempFile(signs, "output", ".txt").toFile())
        .start();
  }

  /** Only absolute entries mean the same in a child. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> new File(entry).getAbsolutePath())
        .reduce((first, second) -> first + File.pathSeparator + second)
        .orElseThrow();
  }

  static void await(Path sign) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!Files.exists(sign)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no " + sign + " after 20 s");
      }
      Thread.sleep(10);
    }
  }

  /**
   * @param args home, folder for signs, address, SHA-256, and COPY or HANG: how conversion goes
   */
  public static void main(String[] args) throws IOException {
    Path signs = Path.of(args[1]);
    Source source = Published.source("net-a", args[2], new Checksum(Algorithm.SHA_256, args[3]));
    FetchListener signalling =
        new FetchListener() {
          @Override
          public void waiting(String weights) {
            sign(signs.resolve("waiting"));
          }

          @Override
          public void progress(long bytesSoFar) {
            sign(signs.resolve("progress"));
          }
        };
    WeightsConverter converter =
        args[4].equals("COPY")
            ? Published.COPY
            : (architecture, file, safetensors) -> {
              Files.write(safetensors, new byte[100]);
              sign(signs.resolve("converting"));
              hang();
            };
    WeightsCache cache = new WeightsCache(new CacheHome(Path.of(args[0])));
    new Pretrained(Published.catalogue(source), cache, Published.quick(), converter, signalling)
        .require("net");
  }

  private static void hang() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void sign(Path file) {
    try {
      Files.write(file, new byte[0]);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
