package org.caption4j.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.caption4j.pretrained.CacheHome;

/** Folders that are written to. */
final class PlaceChecks {
  private static final long LITTLE = 1_000_000_000L;

  private final CacheHome cache;

  PlaceChecks(CacheHome cache) {
    this.cache = cache;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(cache());
    findings.add(free("disk of cache", existing(cache.folder())));
    findings.add(free("disk of working folder", Path.of("").toAbsolutePath()));
    findings.add(temporaryFolder());
    return findings;
  }

  private Finding cache() {
    Path folder = cache.folder();
    Path existing = existing(folder);
    String text =
        existing.equals(folder)
            ? "%s, %s".formatted(folder, Amounts.bytes(size(folder)))
            : folder + ", not there yet";
    return Files.isWritable(existing)
        ? Finding.ok("cache", text)
        : Finding.warning(
            "cache",
            text + ", cannot be written",
            "pretrained weights cannot be fetched; set CAPTION4J_HOME to another folder");
  }

  private static Finding free(String subject, Path folder) {
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      String text = "%s free at %s".formatted(Amounts.bytes(free), folder);
      return free < 0 || free >= LITTLE
          ? Finding.ok(subject, text)
          : Finding.warning(subject, text, "free some: pretrained weights take up to 1 GB");
    } catch (IOException e) {
      return Finding.warning(subject, "unknown at %s: %s".formatted(folder, e.getMessage()), "");
    }
  }

  /** Whether a program may be written there and run. */
  private static Finding temporaryFolder() {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    String elsewhere = "name another by CAPTION4J_JAVA_OPTIONS=-Djava.io.tmpdir=FOLDER";
    Path program;
    try {
      program = Files.createTempFile(folder, "caption4j", ".sh");
    } catch (IOException e) {
      return Finding.warning("temporary folder", folder + ", cannot be written", elsewhere);
    }
    try {
      Files.writeString(program, "#!/bin/sh\n");
      boolean runs = program.toFile().setExecutable(true) && runs(program);
      return Finding.ok(
          "temporary folder", folder + (runs ? "" : ", mounted noexec, which does no harm here"));
    } catch (IOException e) {
      return Finding.warning("temporary folder", folder + ", cannot be written", elsewhere);
    } finally {
      program.toFile().delete();
    }
  }

  private static boolean runs(Path program) {
    if (!System.getProperty("os.name").startsWith("Linux")) {
      return true;
    }
    try {
      return new ProcessBuilder(program.toString()).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Path existing(Path folder) {
    return Stream.iterate(folder.toAbsolutePath(), each -> each != null, Path::getParent)
        .filter(Files::exists)
        .findFirst()
        .orElse(Path.of("/"));
  }

  private static long size(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException | java.io.UncheckedIOException e) { // not readable: as much as was seen
      return 0;
    }
  }
}
