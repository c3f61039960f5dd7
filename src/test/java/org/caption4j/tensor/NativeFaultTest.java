package org.caption4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeFaultTest {
  private static String line(Throwable fault) {
    return NativeFault.of(fault).getMessage();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x.so: failed to map segment from shared object|noexec",
        "x.so: failed to map segment from shared object: Operation not permitted|noexec",
        "x.so: cannot create shared object descriptor: Cannot allocate memory|ulimit -v",
        "java.io.IOException: No space left on device|no room",
        "java.io.IOException: Permission denied|cannot be written or read",
        "x.so: wrong ELF class|x.so: wrong ELF class"
      })
  void theReasonIsTold(String said, String told) {
    Throwable fault =
        new ExceptionInInitializerError(new RuntimeException(new UnsatisfiedLinkError(said)));
    assertThat(line(fault)).contains(told).doesNotContain("\n").matches("/.*: .*");
  }

  @Test
  void whatIsBelowCounts() {
    Throwable fault =
        new UnsatisfiedLinkError("no jnijavacpp in java.library.path")
            .initCause(new IOException("No space left on device"));
    assertThat(line(fault)).contains("no room", "cachedir");
  }

  @Test
  void aMissingPartIsNoMatterOfFolders() {
    assertThat(line(new NoClassDefFoundError("picocli/CommandLine")))
        .isEqualTo(
            "a part of caption4j is missing or cannot be used: picocli/CommandLine; build or install it again");
  }
}
