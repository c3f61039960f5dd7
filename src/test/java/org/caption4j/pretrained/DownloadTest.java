package org.caption4j.pretrained;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.caption4j.pretrained.Published.catalogue;
import static org.caption4j.pretrained.Published.impatient;
import static org.caption4j.pretrained.Published.pretrained;
import static org.caption4j.pretrained.Published.quick;
import static org.caption4j.pretrained.Published.sha256;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.caption4j.BadInputException;
import org.caption4j.pretrained.FileServer.Ranges;
import org.caption4j.pretrained.Published.Diary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
  private static final byte[] CONTENT = Published.bytes(300_000);

  @TempDir Path home;
  private final FileServer server = FileServer.of(CONTENT);
  private final FileServer mirror = FileServer.of(CONTENT);
  private final Diary diary = new Diary();

  @AfterEach
  void close() {
    server.close();
    mirror.close();
  }

  private Source first() {
    return Published.source("net-a", server.address(), sha256(CONTENT));
  }

  private Source second() {
    return Published.source("net-b", mirror.address(), sha256(CONTENT));
  }

  private static Source source(String weights, String address, long bytes) {
    return new Source(
        weights, address, "test", bytes, sha256(CONTENT), "free", Published.PREPROCESSING);
  }

  private FoundWeights require(DownloadSettings settings, Source... sources) throws IOException {
    return pretrained(home, catalogue(sources), settings, diary).require("net");
  }

  private List<Path> downloads() throws IOException {
    return Published.in(home.resolve("downloads"));
  }

  private Path partFile() throws BadInputException {
    return PartFile.of(new CacheHome(home), URI.create(server.address())).file();
  }

  @Test
  void fetchesConvertsAndTidiesUp() throws IOException {
    FoundWeights found = require(quick(), first(), second());

    assertThat(found.weights()).isEqualTo("net-a");
    assertThat(found.file()).hasBinaryContent(CONTENT);
    CachedWeights about = found.about().orElseThrow();
    assertThat(about.source()).isEqualTo(server.address());
    assertThat(about.sourceChecksum()).isEqualTo(sha256(CONTENT));
    assertThat(about.sha256()).isEqualTo(sha256(CONTENT).value());
    assertThat(about.bytes()).isEqualTo(CONTENT.length);
    assertThat(about.network()).isEqualTo("arch");
    assertThat(about.preprocessing()).isEqualTo(Published.PREPROCESSING);
    assertThat(downloads()).isEmpty();
    assertThat(Published.in(home.resolve("weights"))).hasSize(1);
    assertThat(diary.lines)
        .containsExactly("started net-a 300000 0", "converting net-a", "done net-a");
    assertThat(mirror.requests).hasValue(0);
  }

  @Test
  void asksOnce() throws IOException {
    require(quick(), first());
    require(quick(), first());
    assertThat(server.requests).hasValue(1);
  }

  @Test
  void resumesWhenTheConnectionDrops() throws IOException {
    server.cuts(100_000, 50_000);
    FoundWeights found = require(quick(), first());

    assertThat(found.file()).hasBinaryContent(CONTENT);
    assertThat(server.bytesServed).as("each byte once").hasValue(CONTENT.length);
    assertThat(server.rangesAsked()).isEqualTo("null bytes=100000- bytes=150000-");
    assertThat(diary.lines)
        .contains(
            "retrying the connection dropped after 100000 of 300000 bytes",
            "started net-a 300000 150000");
  }

  @Test
  void resumesAfterARestart() throws IOException {
    server.cuts(10_000, 10_000, 10_000);
    assertThatThrownBy(() -> require(quick(), first()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(
            server.address(),
            "the connection dropped after 30000 of 300000 bytes (tried 3 times)",
            "caption4j models import net FILE");
    assertThat(partFile()).hasSize(30_000);

    FoundWeights found = require(quick(), first());
    assertThat(found.file()).hasBinaryContent(CONTENT);
    assertThat(server.bytesServed).as("each byte once").hasValue(CONTENT.length);
  }

  @Test
  void resumesWhatWasInterrupted() throws Exception {
    server.gate = new CountDownLatch(1);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> require(quick(), first())).hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    server.gate.countDown();
    assertThat(require(quick(), first()).file()).hasBinaryContent(CONTENT);
  }

  @Test
  void aCompleteDownloadIsNotAskedForAgain() throws IOException {
    WeightsConverter killed =
        (architecture, file, safetensors) -> {
          throw new IllegalStateException("as if the process ended here");
        };
    WeightsCache cache = new WeightsCache(new CacheHome(home));
    assertThatThrownBy(
            () -> new Pretrained(catalogue(first()), cache, quick(), killed, diary).require("net"))
        .isInstanceOf(IllegalStateException.class);
    assertThat(cache.list()).isEmpty();

    require(quick(), first());
    assertThat(server.requests).hasValue(1);
  }

  @Test
  void startsAgainWhereTheServerIgnoresRanges() throws IOException {
    server.policy = Ranges.IGNORED;
    server.cuts(100_000);
    assertThat(require(quick(), first()).file()).hasBinaryContent(CONTENT);
    assertThat(server.bytesServed).hasValue(100_000 + CONTENT.length);
  }

  @Test
  void startsAgainWhereTheFileHasChanged() throws IOException {
    byte[] old = Published.bytes(250_000);
    server.content = old;
    server.cuts(100_000, 0, 0);
    assertThatThrownBy(() -> require(quick(), first())).isInstanceOf(BadInputException.class);

    server.content = CONTENT;
    server.etag = "\"two\"";
    assertThat(require(quick(), first()).file()).hasBinaryContent(CONTENT);
    assertThat(diary.lines).contains("started net-a 300000 0");
  }

  @Test
  void startsAgainWhereTheServerHasLessThanWeHave() throws IOException {
    server.content = Arrays.copyOf(Published.bytes(400_000), 400_000);
    server.cuts(350_000, 0, 0);
    assertThatThrownBy(() -> require(quick(), first())).isInstanceOf(BadInputException.class);

    server.content = CONTENT; // under the old ETag: the range is not satisfiable
    assertThat(require(quick(), first()).file()).hasBinaryContent(CONTENT);
    assertThat(diary.lines).contains("retrying the file on the server has changed");
  }

  @Test
  void fetchesAllAgainOnceWhereOldBytesWereAtFault() throws IOException {
    server.cuts(100_000, 0, 0);
    assertThatThrownBy(() -> require(quick(), first())).isInstanceOf(BadInputException.class);
    byte[] part = Files.readAllBytes(partFile());
    part[5] ^= 1;
    Files.write(partFile(), part);

    assertThat(require(quick(), first()).file()).hasBinaryContent(CONTENT);
    assertThat(diary.lines).anyMatch(line -> line.startsWith("retrying wrong checksum"));
  }

  @Test
  void aWrongChecksumIsNeverUsed() throws IOException {
    byte[] corrupt = CONTENT.clone();
    corrupt[200_000] ^= 1;
    server.content = corrupt;

    assertThat(require(quick(), first(), second()).weights()).isEqualTo("net-b");
    assertThat(diary.lines)
        .contains(
            "failed net-a wrong checksum of 300000 bytes: expected SHA-256 %s but found %s"
                .formatted(sha256(CONTENT).value(), sha256(corrupt).value()));
    assertThat(server.requests).hasValue(1);
    assertThat(downloads()).isEmpty();
  }

  @Test
  void aShorterFileIsNeverUsed() {
    server.content = Arrays.copyOf(CONTENT, 299_999);
    assertThatThrownBy(() -> require(quick(), first()))
        .hasMessageContaining("wrong checksum of 299999 bytes");
    assertThat(home.resolve("weights")).doesNotExist();
  }

  @Test
  void aFileOfAnotherNetworkIsDeletedAndTheNextSourceAsked() throws IOException {
    WeightsConverter picky =
        (architecture, file, safetensors) -> {
          if (Files.size(file) == CONTENT.length) {
            Files.write(safetensors, new byte[3]); // half written when it finds out
            throw new BadInputException("expected block1_conv1 but found conv1");
          }
          Files.copy(file, safetensors);
        };
    byte[] other = Published.bytes(1000);
    mirror.content = other;
    Source good = Published.source("net-b", mirror.address(), sha256(other));
    WeightsCache cache = new WeightsCache(new CacheHome(home));
    FoundWeights found =
        new Pretrained(catalogue(first(), good), cache, quick(), picky, diary).require("net");

    assertThat(found.weights()).isEqualTo("net-b");
    assertThat(diary.lines)
        .contains("failed net-a cannot be used: expected block1_conv1 but found conv1");
    assertThat(downloads()).isEmpty();
    assertThat(Published.in(home.resolve("weights"))).hasSize(1);
  }

  @Test
  void whatIsForbiddenOrGoneIsNotAskedForAgain() throws IOException {
    for (int status : new int[] {403, 404, 410}) {
      server.requests.set(0);
      server.answers(status);
      assertThatThrownBy(() -> require(quick(), first())).hasMessageContaining("HTTP " + status);
      assertThat(server.requests).hasValue(1);
    }
    server.answers(404);
    assertThat(require(quick(), first(), second()).weights()).isEqualTo("net-b");
  }

  @Test
  void aServerInTroubleIsAskedAgain() throws IOException {
    server.answers(500, 429);
    assertThat(require(quick(), first()).file()).hasBinaryContent(CONTENT);
    assertThat(server.requests).hasValue(3);
    assertThat(diary.lines).anyMatch(line -> line.startsWith("retrying HTTP 500"));
  }

  @Test
  void aServerInTroubleIsGivenUpInTheEnd() throws IOException {
    server.answers(503, 503, 503, 503);
    assertThat(require(quick(), first(), second()).weights()).isEqualTo("net-b");
    assertThat(server.requests).hasValue(3);
  }

  @Test
  void aStalledServerIsLeft() throws IOException {
    String half = "HTTP/1.1 200 OK\r\nContent-Length: 300000\r\nETag: \"x\"\r\n\r\nhalf";
    for (String answer : new String[] {half, ""}) {
      try (RawServer stalled = new RawServer(answer, RawServer.STALL)) {
        Source slow = Published.source("net-slow", stalled.address(), sha256(CONTENT));
        assertThat(require(impatient(), slow, second()).weights()).isEqualTo("net-b");
        assertThat(stalled.requests.get()).isGreaterThanOrEqualTo(2);
      }
      pretrained(home, catalogue(second())).remove("net-b");
    }
    assertThat(diary.lines).contains("failed net-slow no answer for 1 s (tried 2 times)");
  }

  @Test
  void aServerThatDripsIsLeft() throws IOException {
    String start = "HTTP/1.1 200 OK\r\nContent-Length: 300000\r\nETag: \"x\"\r\n\r\n";
    RawServer.End drip =
        socket -> {
          for (int k = 0; k < 1000; k++) {
            socket.getOutputStream().write('a');
            Thread.sleep(50);
          }
        };
    try (RawServer dripping = new RawServer(start, drip)) {
      Source slow = Published.source("net-slow", dripping.address(), sha256(CONTENT));
      assertThat(require(impatient(), slow, second()).weights()).isEqualTo("net-b");
    }
    assertThat(diary.lines)
        .anyMatch(
            line ->
                line.matches(
                    "failed net-slow only \\d+ bytes came in 1 s, expected 1,000 bytes/s \\(tried 2 times\\)"));
  }

  @Test
  void aFileMuchLongerThanExpectedIsNotFetched() throws IOException {
    byte[] endless = new byte[4 << 20];
    String answer = "HTTP/1.1 200 OK\r\nConnection: close\r\n%s\r\n";
    for (String length : new String[] {"", "Content-Length: 9000000000\r\n"}) {
      RawServer.End flood = socket -> socket.getOutputStream().write(endless);
      try (RawServer tooLong = new RawServer(answer.formatted(length), flood)) {
        Source source = source("net-l", tooLong.address(), CONTENT.length);
        assertThat(require(quick(), source, second()).weights()).isEqualTo("net-b");
        assertThat(tooLong.requests).hasValue(1);
      }
      pretrained(home, catalogue(second())).remove("net-b");
      assertThat(downloads()).isEmpty();
    }
    assertThat(diary.lines)
        .filteredOn(line -> line.startsWith("failed"))
        .hasSize(2)
        .allMatch(
            line -> line.contains("expected about 300,000 bytes but found more than 1,648,576"));
  }

  @Test
  void passwordsAndTokensInAddressesAreNotShown() {
    String secret = server.address().replace("http://", "http://user:secret@") + "?token=secret";
    server.answers(404);
    assertThatThrownBy(() -> require(quick(), Published.source("net-a", secret, sha256(CONTENT))))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(server.address() + ": HTTP 404")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(
            () ->
                require(
                    quick().withTransport(Transport.HTTPS_ONLY),
                    Published.source("net-a", secret, sha256(CONTENT))))
        .hasMessageContaining("expected https but found " + server.address())
        .hasMessageNotContaining("secret");
  }

  @Test
  void aResetConnectionIsTriedAgain() throws IOException {
    String half = "HTTP/1.1 200 OK\r\nContent-Length: 300000\r\nETag: \"x\"\r\n\r\nhalf";
    try (RawServer rude = new RawServer(half, RawServer.RESET)) {
      Source reset = Published.source("net-r", rude.address(), sha256(CONTENT));
      assertThat(require(quick(), reset, second()).weights()).isEqualTo("net-b");
      assertThat(rude.requests.get()).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void aFileOfUnknownLengthEndsWithTheConnection() throws IOException {
    byte[] text = "no length given".getBytes(US_ASCII);
    String answer = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nno length given";
    try (RawServer plain = new RawServer(answer, socket -> {})) {
      Source source = Published.source("net-p", plain.address(), sha256(text));
      assertThat(require(quick(), source).file()).hasBinaryContent(text);
    }
    assertThat(diary.lines).contains("started net-p -1 0");
  }

  @Test
  void redirectsEndSomewhere() {
    server.answers(302, 301, 303, 307, 308, 302, 302);
    assertThatThrownBy(() -> require(quick(), first()))
        .hasMessageContaining("more than 5 redirects");
    assertThat(server.requests).hasValue(6);
  }

  @Test
  void redirectsAreFollowed() throws IOException {
    server.answers(302, 307);
    assertThat(require(quick(), first()).file()).hasBinaryContent(CONTENT);
  }

  @Test
  void redirectsToFilesAreRefused() throws IOException {
    String answer =
        "HTTP/1.1 302 Found\r\nLocation: file:///etc/hosts\r\nContent-Length: 0\r\n\r\n";
    try (RawServer rude = new RawServer(answer, socket -> {})) {
      Source source = Published.source("net-r", rude.address(), sha256(CONTENT));
      assertThatThrownBy(() -> require(quick(), source))
          .hasMessageContaining("expected an https address but found file:///etc/hosts");
    }
  }

  @Test
  void plainHttpNeedsPermission() {
    assertThatThrownBy(() -> require(quick().withTransport(Transport.HTTPS_ONLY), first()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("expected https but found http:", "--allow-http");
    assertThat(server.requests).hasValue(0);
  }

  @Test
  void unknownHostsAndClosedDoorsHaveReasons() {
    Source nowhere =
        Published.source("net-n", "https://nowhere.invalid/model.bin", sha256(CONTENT));
    String closed = server.address();
    Source shut = Published.source("net-s", closed, sha256(CONTENT));
    server.close();
    assertThatThrownBy(() -> require(quick(), nowhere, shut))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(
            "https://nowhere.invalid/model.bin: unknown host nowhere.invalid",
            closed + ": cannot connect",
            "(tried 3 times)");
  }

  @Test
  void theProxyOfTheJvmIsUsed() throws IOException {
    Source behind =
        Published.source("net-p", "http://weights.invalid/files/model.bin", sha256(CONTENT));
    String port = String.valueOf(URI.create(server.address()).getPort());
    System.setProperty("http.proxyHost", "127.0.0.1");
    System.setProperty("http.proxyPort", port);
    try {
      assertThat(require(quick(), behind).file()).hasBinaryContent(CONTENT);
    } finally {
      System.clearProperty("http.proxyHost");
      System.clearProperty("http.proxyPort");
    }
  }

  @Test
  void theProxyOfTheEnvironmentIsUsed() throws IOException {
    Source behind =
        Published.source("net-p", "http://weights.invalid/files/model.bin", sha256(CONTENT));
    DownloadSettings none = quick();
    DownloadSettings settings =
        new DownloadSettings(
            none.transport(),
            Proxies.of(Map.of("http_proxy", server.address())),
            none.connectTimeout(),
            none.readTimeout(),
            none.slowest(),
            none.tries(),
            none.firstWait(),
            none.longestWait(),
            none.pause());
    assertThat(require(settings, behind).file()).hasBinaryContent(CONTENT);
  }

  @Test
  void aProxyThatRefusesIsTold() throws IOException {
    Source behind = Published.source("net-p", "https://weights.invalid/model.bin", sha256(CONTENT));
    String answer = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
    try (RawServer proxy = new RawServer(answer, socket -> {})) {
      System.setProperty("https.proxyHost", "127.0.0.1");
      System.setProperty("https.proxyPort", String.valueOf(URI.create(proxy.address()).getPort()));
      assertThatThrownBy(() -> require(quick(), behind))
          .hasMessageContainingAll("the proxy refused", "403")
          .hasMessageNotContaining("tried");
    } finally {
      System.clearProperty("https.proxyHost");
      System.clearProperty("https.proxyPort");
    }
  }

  @Test
  void aFileThatTheConverterCannotReadIsDeletedAndTheNextSourceAsked() throws IOException {
    WeightsConverter cannot =
        (architecture, file, safetensors) -> {
          if (Files.size(file) == CONTENT.length) {
            throw new EOFException("unexpected end");
          }
          Files.copy(file, safetensors);
        };
    mirror.content = Published.bytes(10);
    Source good = Published.source("net-b", mirror.address(), sha256(mirror.content));
    WeightsCache cache = new WeightsCache(new CacheHome(home));
    Catalogue catalogue = catalogue(first(), good);
    assertThat(new Pretrained(catalogue, cache, quick(), cannot, diary).require("net").weights())
        .isEqualTo("net-b");
    assertThat(diary.lines).contains("failed net-a cannot be used: unexpected end");
  }

  @Test
  void tooLittleSpaceIsToldBeforehand() throws IOException {
    String huge = "HTTP/1.1 200 OK\r\nContent-Length: 4000000000000000\r\n\r\nabc";
    try (RawServer server = new RawServer(huge, RawServer.STALL)) {
      Source source = source("net-h", server.address(), 4_000_000_000_000_000L);
      assertThatThrownBy(() -> require(quick(), source, second()))
          .isInstanceOf(BadInputException.class)
          .hasMessageContainingAll("expected 8,000,000,000 MB of free space", "CAPTION4J_HOME");
    }
    assertThat(diary.lines).isEmpty();
  }

  @Test
  void aFullDiskIsOneLine() throws IOException {
    Path full = Path.of("/dev/full");
    assumeThat(full).exists();
    Files.createSymbolicLink(partFile(), full);
    assertThatThrownBy(() -> require(quick(), first(), second()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(partFile().toString(), "the disk is full", "CAPTION4J_HOME");
    assertThat(mirror.requests).as("another source does not help").hasValue(0);
    Files.delete(partFile()); // the link, before the folder is tidied up
  }

  @Test
  void aFullDiskDuringConversionKeepsTheDownload() throws IOException {
    WeightsConverter full =
        (architecture, file, safetensors) -> {
          throw new IOException("No space left on device");
        };
    WeightsCache cache = new WeightsCache(new CacheHome(home));
    assertThatThrownBy(
            () -> new Pretrained(catalogue(first()), cache, quick(), full, diary).require("net"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("the disk is full");
    assertThat(partFile()).hasBinaryContent(CONTENT);
    require(quick(), first());
    assertThat(server.requests).hasValue(1);
  }

  @Test
  void aHomeThatIsAFileIsTold() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "text");
    Pretrained pretrained = pretrained(file, catalogue(first()));
    assertThatThrownBy(() -> pretrained.require("net"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(file.toString(), "expected a folder but found a file");
  }

  @Test
  void foldersMayBeLinksToALargerDisk() throws IOException {
    Path large = Files.createDirectory(home.resolve("large"));
    Path small = Files.createDirectory(home.resolve("small"));
    for (String folder : new String[] {"weights", "downloads", "locks"}) {
      Path target = Files.createDirectory(large.resolve(folder));
      Files.createSymbolicLink(small.resolve(folder), target);
    }
    Path link = Files.createSymbolicLink(home.resolve("link"), small);
    server.cuts(1000);
    FoundWeights found = pretrained(link, catalogue(first())).require("net");
    assertThat(large.resolve("weights/net-a/model.safetensors")).isRegularFile();
    assertThat(found.file()).hasBinaryContent(CONTENT);
  }

  @Test
  void aHomeThatCannotBeWrittenToIsTold() throws IOException {
    Path locked = Files.createDirectory(home.resolve("locked"));
    assumeThat(locked.toFile().setWritable(false)).isTrue();
    assumeThat(Files.isWritable(locked)).as("root may write anywhere").isFalse();
    Pretrained pretrained = pretrained(locked.resolve("cache"), catalogue(first()));
    assertThatThrownBy(() -> pretrained.require("net"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("permission denied", "CAPTION4J_HOME");
  }

  @Test
  void waitsLongerEachTimeButNotForever() {
    DownloadSettings settings = DownloadSettings.defaults();
    assertThat(settings.waitMillis(1)).isBetween(500L, 1500L);
    assertThat(settings.waitMillis(3)).isBetween(2000L, 6000L);
    assertThat(settings.waitMillis(40)).isBetween(15_000L, 45_000L);
  }
}
