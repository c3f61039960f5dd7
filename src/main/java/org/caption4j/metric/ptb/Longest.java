package org.caption4j.metric.ptb;

/** The longest token that a rule has offered at one place; among equals the first. */
final class Longest {
  private Form form = Form.PLAIN;
  private int end;
  private int reach;

  void clear(int at) {
    form = Form.PLAIN;
    end = at;
    reach = at;
  }

  /** Offers what ends before {@code newEnd}. */
  void offer(Form newForm, int newEnd) {
    offer(newForm, newEnd, newEnd);
  }

  /**
   * Offers what ends before {@code newEnd} because of what follows it.
   *
   * @param newReach the end of what had to be looked at; it, not the token, is what is compared
   */
  void offer(Form newForm, int newEnd, int newReach) {
    if (newReach > reach) {
      form = newForm;
      end = newEnd;
      reach = newReach;
    }
  }

  Form form() {
    return form;
  }

  int end() {
    return end;
  }

  int reach() {
    return reach;
  }
}
