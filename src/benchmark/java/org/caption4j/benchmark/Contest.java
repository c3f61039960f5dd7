package org.caption4j.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The same work by several competitors in one run, in turn, so that a machine that is slow for a
 * while is slow for all of them. Each round has another order: nobody always follows the same one.
 */
final class Contest {
  /**
   * Seconds of work before the first round: Java's compiler and the libraries' caches need them.
   */
  private static final double WARM_UP = 2;

  /** Shorter work is repeated until a turn takes so many seconds; the turn's time is the mean. */
  private static final double SHORTEST_TURN = 0.25;

  /** Whoever takes so many seconds reads its weights from memory anyway. */
  private static final double SLOW = 1;

  /** Milliseconds in which the threads of the last competitor stop to spin. */
  private static final long PAUSE = 50;

  private final List<Competitor> competitors;

  /**
   * @param competitors the first is the one that the others are compared with
   */
  Contest(List<Competitor> competitors) {
    this.competitors = List.copyOf(competitors);
  }

  /**
   * Lets them all work.
   *
   * @param rounds turns that each one gets
   * @return how they did, in their order
   */
  List<Standing> hold(int rounds) {
    int count = competitors.size();
    double[] last = new double[count];
    for (int k = 0; k < count; k++) {
      last[k] = warmUp(competitors.get(k));
    }
    double[][] seconds = new double[count][rounds];
    List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    for (int round = 0; round < rounds; round++) {
      Collections.shuffle(order, new Random(round));
      for (int k : order) {
        pause();
        last[k] = turn(competitors.get(k), last[k]);
        seconds[k][round] = last[k] * competitors.get(k).factor();
      }
    }
    return IntStream.range(0, count)
        .mapToObj(k -> Standing.of(competitors.get(k).name(), seconds[k]))
        .toList();
  }

  private static double warmUp(Competitor competitor) {
    double sum = 0;
    double last = 0;
    while (sum < WARM_UP) {
      last = Clock.seconds(competitor.work());
      sum += last;
    }
    return last;
  }

  /** The first run brings the competitor's numbers back into the processor's caches. */
  private static double turn(Competitor competitor, double expected) {
    if (expected < SLOW) {
      competitor.work().run();
    }
    double sum = 0;
    int runs = 0;
    while (sum < SHORTEST_TURN) {
      sum += Clock.seconds(competitor.work());
      runs++;
    }
    return sum / runs;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
