package org.caption4j.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caption4j.pretrained.Published.catalogue;
import static org.caption4j.pretrained.Published.pretrained;
import static org.caption4j.pretrained.Published.quick;
import static org.caption4j.pretrained.Published.sha256;
import static org.caption4j.pretrained.Published.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.caption4j.pretrained.Published.Diary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes, and several threads, on one cache. */
class ProcessesTest {
  private static final byte[] CONTENT = Published.bytes(200_000);

  @TempDir Path home;
  @TempDir Path signs;
  private final FileServer server = FileServer.of(CONTENT);
  private final List<Process> children = new ArrayList<>();

  @AfterEach
  void close() throws InterruptedException {
    for (Process child : children) {
      child.destroyForcibly().waitFor();
    }
    server.close();
  }

  private Process start(String way) throws IOException {
    Process child = FetchInChild.start(home, signs, server.address(), sha256(CONTENT), way);
    children.add(child);
    return child;
  }

  private Pretrained here(FetchListener listener) {
    return pretrained(
        home, catalogue(source("net-a", server.address(), sha256(CONTENT))), quick(), listener);
  }

  private static void succeeds(Process child) throws InterruptedException {
    assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).isZero();
  }

  private static void kill(Process child) throws InterruptedException {
    child.destroyForcibly().waitFor();
  }

  private void nothingIsHere() throws IOException {
    assertThat(here(FetchListener.SILENT).cached("net")).isEmpty();
    assertThat(new WeightsCache(new CacheHome(home)).list()).isEmpty();
  }

  @Test
  void twoProcessesFetchOnce() throws Exception {
    server.gate = new CountDownLatch(1);
    Process one = start("COPY");
    Process two = start("COPY");
    FetchInChild.await(signs.resolve("waiting")); // whichever came second
    nothingIsHere();
    server.gate.countDown();

    succeeds(one);
    succeeds(two);
    assertThat(server.requests).hasValue(1);
    assertThat(here(FetchListener.SILENT).verify("net").file()).hasBinaryContent(CONTENT);
  }

  @Test
  void aProcessKilledWhileItDownloadsIsFollowedByOneThatResumes() throws Exception {
    server.gate = new CountDownLatch(1);
    Process child = start("COPY");
    FetchInChild.await(signs.resolve("progress"));
    kill(child);
    nothingIsHere();
    server.gate.countDown();

    Diary diary = new Diary();
    assertThat(here(diary).require("net").file()).hasBinaryContent(CONTENT);
    assertThat(diary.lines.get(0)).matches("started net-a 200000 [1-9][0-9]*");
    assertThat(diary.lines).as("locks go with their process").noneMatch("waiting"::startsWith);
  }

  @Test
  void aProcessKilledWhileItInstallsLeavesNothingThatIsSeen() throws Exception {
    Process child = start("HANG");
    FetchInChild.await(signs.resolve("converting"));
    nothingIsHere();
    kill(child);
    nothingIsHere();

    assertThat(here(FetchListener.SILENT).require("net").file()).hasBinaryContent(CONTENT);
    assertThat(server.requests).as("the download was whole").hasValue(1);
  }

  @Test
  void threadsFetchOnce() throws Exception {
    server.gate = new CountDownLatch(1);
    CountDownLatch waiting = new CountDownLatch(1);
    FetchListener listener =
        new FetchListener() {
          @Override
          public void waiting(String weights) {
            waiting.countDown();
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<FoundWeights> one = threads.submit(() -> here(listener).require("net"));
      Future<FoundWeights> two = threads.submit(() -> here(listener).require("net"));
      assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();
      server.gate.countDown();
      assertThat(one.get(20, TimeUnit.SECONDS)).isEqualTo(two.get(20, TimeUnit.SECONDS));
    } finally {
      threads.shutdownNow();
    }
    assertThat(server.requests).hasValue(1);
  }
}
