package org.caption4j.benchmark;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the figures were taken.
 *
 * @param processor its model's name, where the system tells it
 * @param cores those that Java may use
 * @param memory bytes
 * @param system operating system and architecture
 * @param java the JVM
 * @param dl4j version
 * @param onnxRuntime version
 * @param pytorch version of PyTorch, run by DJL
 * @param djl version
 */
record Machine(
    String processor,
    int cores,
    long memory,
    String system,
    String java,
    String dl4j,
    String onnxRuntime,
    String pytorch,
    String djl) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** Asks the machine that this runs on. */
  static Machine here() throws IOException {
    Engine torch = Torch.engine();
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        dl4jVersion(),
        OrtEnvironment.getEnvironment().getVersion(),
        torch.getVersion(),
        Engine.getDjlVersion());
  }

  /** DL4J does not say it, but the name of its jar does. */
  private static String dl4jVersion() {
    Matcher jar =
        Pattern.compile("deeplearning4j-nn-([^/\\\\]+)\\.jar")
            .matcher(System.getProperty("java.class.path"));
    return jar.find() ? jar.group(1) : "of unknown version";
  }

  private static String processorName() throws IOException {
    if (!Files.exists(CPU_INFO)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(CPU_INFO).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }
}
