package org.caption4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.caption4j.ColouredSquares;
import org.caption4j.encoder.RandomWeightsFile;
import org.caption4j.encoder.zoo.ZooNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code models} as users call it: a process with a cache folder of its own. */
class ModelsCommandTest {
  private static final Path SQUEEZENET =
      Path.of("../shared/weights/squeezenet_v1.1/model.safetensors");

  @TempDir Path folder;
  private Path home;

  @BeforeEach
  void home() {
    home = folder.resolve("home with spaces");
  }

  private record Result(int code, String out, String err) {}

  private Result run(Object... args) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    for (Object arg : args) {
      command.add(arg.toString());
    }
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CAPTION4J_HOME", home.toString());
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  @Test
  void listsWhatCanBeHadAndWhatIsHere() throws Exception {
    Result list = run("models", "list");
    assertThat(list.code()).isZero();
    assertThat(list.out())
        .contains("vgg16-keras", "vgg19-torchvision", "alexnet-torchvision", "not cached")
        .contains("MB", "CC BY 4.0", home.toString());
    assertThat(home).doesNotExist();
  }

  @Test
  void fetchesFromAnyMirrorAndTheEncoderIsThere() throws Exception {
    Path published = folder.resolve("published.safetensors");
    RandomWeightsFile.write(ZooNetwork.SIMPLECNN, 3, published);
    byte[] bytes = Files.readAllBytes(published);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/weights",
        exchange -> {
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try {
      String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/weights";
      Path catalogue =
          Files.writeString(
              folder.resolve("mine.json"),
              """
              {"formatVersion": 1, "networks": [{"name": "tiny", "architecture": "simplecnn",
               "description": "a test", "sources": [{"weights": "tiny-1", "address": "%s",
               "format": "safetensors", "bytes": %d, "licence": "none",
               "checksum": {"algorithm": "SHA-256", "value": "%s"},
               "preprocessing": {"width": 48, "height": 48, "fit": "SQUASH", "shortSide": 0,
                "channelOrder": "RGB", "range": 255, "mean": [0, 0, 0], "std": [1, 1, 1]}}]}]}
              """
                  .formatted(address, bytes.length, sha256(published)),
              StandardCharsets.UTF_8);
      Result refused = run("models", "fetch", "tiny", "--catalogue", catalogue);
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err()).contains("--allow-http").doesNotContain("\tat ");
      Result offline =
          run("models", "fetch", "tiny", "--catalogue", catalogue, "--offline", "--allow-http");
      assertThat(offline.code()).isEqualTo(1);
      assertThat(offline.err()).contains("models import tiny");
      Result fetched = run("models", "fetch", "tiny", "--catalogue", catalogue, "--allow-http");
      assertThat(fetched.err()).contains(address);
      assertThat(fetched.code()).isZero();
      assertThat(fetched.out()).startsWith("tiny-1\t");
    } finally {
      server.stop(0);
    }
    assertThat(run("models", "verify").out()).contains("tiny-1\twhole");
    Path photos = Files.createDirectories(folder.resolve("photos"));
    Files.copy(Path.of("datasets/samples/coffee.png"), photos.resolve("coffee.png"));
    Path vectors = folder.resolve("vectors.safetensors");
    Result features =
        run("features", "--images", photos, "--encoder", "tiny-1", "--out", vectors, "--offline");
    assertThat(features.code()).as(features.err()).isZero();
    assertThat(vectors).exists();
    Path weights = home.resolve("weights/tiny-1/model.safetensors");
    byte[] damaged = Files.readAllBytes(weights);
    damaged[damaged.length - 1] ^= 1;
    Files.write(weights, damaged);
    Result verify = run("models", "verify", "tiny-1");
    assertThat(verify.code()).isEqualTo(1);
    assertThat(verify.err()).contains("expected", sha256(published), "found");
    assertThat(run("models", "remove", "tiny-1").out()).isEqualTo("tiny-1\tremoved\n");
    assertThat(weights).doesNotExist();
  }

  @Test
  void importsSqueezeNetThroughTheSameDoor() throws Exception {
    assumeThat(SQUEEZENET).exists();
    Result imported =
        run("models", "import", "squeezenet_v1.1", SQUEEZENET, "--network", "squeezenet");
    assertThat(imported.code()).as(imported.err()).isZero();
    assertThat(run("models", "list").out()).contains("squeezenet_v1.1", "cached");
    Path model = folder.resolve("model");
    Result trained = run(training(model));
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(model.resolve("encoder.safetensors")).doesNotExist();
    Result shown = run("models", "show", model);
    assertThat(shown.out()).contains("squeezenet_v1.1, cached", "lstm");
    Result caption =
        run("caption", "--offline", "--json", "--model", model, "datasets/samples/coffee.png");
    assertThat(caption.code()).as(caption.err()).isZero();
    assertThat(caption.out()).contains("coffee.png", "logProbability");
  }

  /** A small model on the weights in the cache. */
  private Object[] training(Path out) throws IOException {
    ColouredSquares squares = ColouredSquares.in(folder);
    List<Object> args =
        new ArrayList<>(List.of("train", "--offline", "--encoder", "squeezenet_v1.1"));
    args.addAll(List.of("--annotations", squares.captions(), "--images", squares.photos()));
    args.addAll(List.of("--val-annotations", squares.captions(), "--views", "1"));
    args.addAll(List.of("--hidden", "16", "--embedding", "8", "--epochs", "1", "--out", out));
    return args.toArray();
  }

  @Test
  void faultsAreOneLine() throws Exception {
    assertThat(run("models").code()).isEqualTo(2);
    assertThat(run("models", "fetch").code()).isEqualTo(2);
    Result unknown = run("models", "fetch", "vgg17");
    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.err()).contains("vgg16").hasLineCount(1);
    Result noFile = run("models", "import", "vgg16", folder.resolve("none.pth"));
    assertThat(noFile.code()).isEqualTo(1);
    assertThat(noFile.err()).contains("none.pth").hasLineCount(1);
    Path page = Files.writeString(folder.resolve("page.pth"), "<html>404</html>");
    Result wrong = run("models", "import", "vgg16", page);
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err()).contains("page.pth").hasLineCount(1);
    Result unpublished =
        run(
            "features",
            "--images",
            "datasets/samples",
            "--encoder",
            "resnet50",
            "--out",
            folder.resolve("x"));
    assertThat(unpublished.code()).isEqualTo(1);
    assertThat(unpublished.err()).contains("resnet50").hasLineCount(1);
  }
}
