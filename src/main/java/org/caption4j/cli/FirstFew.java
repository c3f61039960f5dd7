package org.caption4j.cli;

import java.util.function.Consumer;

/** Says the first few of many lines, and of the others how many there are. */
final class FirstFew {
  private static final int FEW = 10;

  private final Consumer<String> say;
  private final String others;
  private int count;
  private int told;

  /**
   * @param say takes a line
   * @param others a line that counts them, a format of two numbers: those not told, and all
   */
  FirstFew(Consumer<String> say, String others) {
    this.say = say;
    this.others = others;
  }

  void add(String line) {
    count++;
    if (count <= FEW) {
      say.accept(line);
      told++;
    }
  }

  /** Tells how many there are that nothing was said of yet. */
  void tellOthers() {
    if (told < count) {
      say.accept(others.formatted(count - told, count));
      told = count;
    }
  }

  int count() {
    return count;
  }
}
