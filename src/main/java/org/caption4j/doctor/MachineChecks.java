package org.caption4j.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.caption4j.MemoryOfMachine;

/** Java, memory and processor. */
final class MachineChecks {
  private static final long LEAST_HEAP = 500_000_000L;
  private static final long LEAST_AVAILABLE = 1_000_000_000L;
  private static final List<String> FEATURES =
      List.of("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_tile", "amx_bf16", "asimd");

  List<Finding> findings() {
    MemoryOfMachine memory = MemoryOfMachine.here();
    return Stream.of(java(), Optional.of(heap(memory)), memory(memory), processor(), openFiles())
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Finding> java() {
    return Optional.of(
        Finding.ok(
            "java",
            "%s by %s, %s"
                .formatted(
                    Runtime.version(),
                    System.getProperty("java.vendor"),
                    System.getProperty("java.home"))));
  }

  private static Finding heap(MemoryOfMachine memory) {
    String text = "up to %s".formatted(Amounts.bytes(memory.heap()));
    return memory.heap() >= LEAST_HEAP
        ? Finding.ok("heap", text)
        : Finding.warning("heap", text, "large photos need more: " + memory.advice());
  }

  private static Optional<Finding> memory(MemoryOfMachine memory) {
    long available = Math.min(memory.total(), available().orElse(memory.free()));
    String text =
        "%s, %s available".formatted(Amounts.bytes(memory.total()), Amounts.bytes(available));
    return Optional.of(
        available >= LEAST_AVAILABLE
            ? Finding.ok("memory", text)
            : Finding.warning(
                "memory",
                text,
                "captioning takes about 700 MB; end other programs, or use --batch 1"));
  }

  /** What Linux could give to a program; caches count. */
  private static Optional<Long> available() {
    return lines(Path.of("/proc/meminfo")).stream()
        .filter(line -> line.startsWith("MemAvailable:"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst();
  }

  private static Optional<Finding> processor() {
    List<String> info = lines(Path.of("/proc/cpuinfo"));
    Set<String> flags =
        info.stream()
            .filter(line -> line.toLowerCase(Locale.ROOT).matches("(flags|features)\\s*:.*"))
            .findFirst()
            .map(line -> words(line.substring(line.indexOf(':') + 1)))
            .orElse(Set.of());
    String features = FEATURES.stream().filter(flags::contains).collect(Collectors.joining(" "));
    String text =
        "%d cores, %s%s"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.arch"),
                features.isEmpty() ? "" : ", " + features);
    boolean slow = flags.contains("sse2") && !flags.contains("avx2");
    return Optional.of(
        slow
            ? Finding.warning(
                "processor", text, "without AVX2 each photo takes several times as long")
            : Finding.ok("processor", text));
  }

  private static Optional<Finding> openFiles() {
    return lines(Path.of("/proc/self/limits")).stream()
        .filter(line -> line.startsWith("Max open files"))
        .map(line -> line.substring("Max open files".length()).strip())
        .map(limits -> limits.replaceFirst("\\s.*", ""))
        .filter(limit -> limit.matches("\\d{1,9}") && Integer.parseInt(limit) < 256)
        .map(
            limit ->
                Finding.warning("open files", limit + " allowed", "allow more: ulimit -n 1024"))
        .findFirst();
  }

  /** A flag may stand there twice. */
  private static Set<String> words(String line) {
    return new HashSet<>(List.of(line.strip().split("\\s+", -1)));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException | RuntimeException e) { // not Linux
      return List.of();
    }
  }
}
