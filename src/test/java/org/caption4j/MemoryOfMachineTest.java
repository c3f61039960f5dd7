package org.caption4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryOfMachineTest {
  private static final long MEGABYTE = 1 << 20;

  @ParameterizedTest
  @CsvSource({
    "24000, 6000, -Xmx17g",
    "2048, 512, -Xmx1280m",
    "2048, 1280, more than its 2.048 MB of memory",
    "1024, 256, more than its 1.024 MB of memory",
    "512, 128, more than its 512 MB of memory"
  })
  void whatIsAdvisedFitsTheMachine(long total, long heap, String advice) {
    MemoryOfMachine memory = new MemoryOfMachine(total * MEGABYTE, 0, heap * MEGABYTE);
    assertThat(memory.advice())
        .contains(advice.replace("2.048", "2,048").replace("1.024", "1,024"));
  }

  @Test
  void thisMachineHasMemory() {
    MemoryOfMachine memory = MemoryOfMachine.here();
    assertThat(memory.total()).isGreaterThan(memory.free());
    assertThat(memory.heap()).isEqualTo(Runtime.getRuntime().maxMemory());
  }
}
