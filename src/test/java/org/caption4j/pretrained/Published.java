package org.caption4j.pretrained;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.caption4j.BadInputException;
import org.caption4j.image.Preprocessing;
import org.caption4j.pretrained.Checksum.Algorithm;

/** What the tests publish, and how they fetch it. */
final class Published {
  static final String NETWORK = "net";
  static final Preprocessing PREPROCESSING = Preprocessing.kerasVgg(224);

  /** Makes safetensors by copying, after a look at the architecture. */
  static final WeightsConverter COPY =
      (architecture, file, safetensors) -> {
        if (!architecture.equals("arch")) {
          throw new BadInputException(file + ": holds no weights of " + architecture);
        }
        Files.copy(file, safetensors);
      };

  private Published() {}

  static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  static Checksum sha256(byte[] bytes) {
    return new Checksum(Algorithm.SHA_256, digest("SHA-256", bytes));
  }

  static String digest(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static Source source(String weights, String address, Checksum checksum) {
    return new Source(weights, address, "test", 0, checksum, "free", PREPROCESSING);
  }

  static Catalogue catalogue(Source... sources) {
    return new Catalogue(
        Catalogue.FORMAT_VERSION,
        List.of(new PretrainedNetwork(NETWORK, "arch", "a network", List.of(sources))));
  }

  /** Patient with slow machines, but not between tries. */
  static DownloadSettings quick() {
    return new DownloadSettings(
        Transport.HTTP_TOO,
        Proxies.of(Map.of()),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        new MinimumRate(0, Duration.ofSeconds(10)),
        3,
        Duration.ofMillis(1),
        Duration.ofMillis(1),
        millis -> {});
  }

  static DownloadSettings impatient() {
    return new DownloadSettings(
        Transport.HTTP_TOO,
        Proxies.of(Map.of()),
        Duration.ofMillis(400),
        Duration.ofMillis(400),
        new MinimumRate(1000, Duration.ofMillis(300)),
        2,
        Duration.ofMillis(1),
        Duration.ofMillis(1),
        millis -> {});
  }

  static Pretrained pretrained(Path home, Catalogue catalogue) {
    return pretrained(home, catalogue, quick(), FetchListener.SILENT);
  }

  static Pretrained pretrained(
      Path home, Catalogue catalogue, DownloadSettings settings, FetchListener listener) {
    return new Pretrained(
        catalogue, new WeightsCache(new CacheHome(home)), settings, COPY, listener);
  }

  static List<Path> in(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }

  /** Writes down what it hears. */
  static final class Diary implements FetchListener {
    final List<String> lines = new ArrayList<>();

    @Override
    public void waiting(String weights) {
      lines.add("waiting " + weights);
    }

    @Override
    public void started(Source source, long bytes, long resumedAt) {
      lines.add("started %s %d %d".formatted(source.weights(), bytes, resumedAt));
    }

    @Override
    public void retrying(Source source, String reason, long waitMillis) {
      lines.add("retrying " + reason);
    }

    @Override
    public void failed(Source source, String reason) {
      lines.add("failed " + source.weights() + " " + reason);
    }

    @Override
    public void converting(String weights) {
      lines.add("converting " + weights);
    }

    @Override
    public void done(FoundWeights weights) {
      lines.add("done " + weights.weights());
    }
  }
}
