package org.caption4j.cli;

import java.util.function.Consumer;
import org.caption4j.BadInputException;

/** Tells of photos that cannot be read: the first few by name, of the others how many. */
final class SkippedPhotos {
  private static final int NAMED = 10;

  private final Consumer<String> say;
  private int count;
  private int told;

  /**
   * @param say takes a line, without the program's name
   */
  SkippedPhotos(Consumer<String> say) {
    this.say = say;
  }

  void add(BadInputException fault) {
    count++;
    if (count <= NAMED) {
      say.accept(fault.getMessage());
      told++;
    }
  }

  /** Tells how many there are that nothing was said of yet. */
  void tellOthers() {
    if (told < count) {
      say.accept("%,d photos more cannot be read, %,d in all".formatted(count - told, count));
      told = count;
    }
  }

  int count() {
    return count;
  }
}
