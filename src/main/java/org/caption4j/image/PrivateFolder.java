package org.caption4j.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A folder that only this user may enter, for a process that works there; both end with it. */
final class PrivateFolder implements AutoCloseable {
  private static final Set<PrivateFolder> OPEN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> OPEN.forEach(PrivateFolder::close), "decoders"));
  }

  private final Path path;
  private volatile Process process;

  PrivateFolder(Path parent) throws IOException {
    path = Files.createTempDirectory(parent, "caption4j-");
    OPEN.add(this);
  }

  Path path() {
    return path;
  }

  Process start(ProcessBuilder builder) throws IOException {
    process = builder.start();
    return process;
  }

  /** Kills a process and what it has started. */
  static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  @Override
  public void close() {
    if (process != null) {
      end(process);
      process.onExit().join();
    }
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      path.toFile().deleteOnExit(); // the system clears such folders, too
    }
    OPEN.remove(this);
  }
}
