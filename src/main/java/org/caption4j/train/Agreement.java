package org.caption4j.train;

/**
 * How alike a student's and its teacher's opinions of the same photos are.
 *
 * @param cosine mean cosine of the features
 * @param explained {@code 1 - sum |s - t|^2 / sum |t - mean t|^2} over the features: 0 for a
 *     student that always says the mean, 1 for the teacher itself
 * @param top1 the share of photos whose likeliest class is the same; not a number where the teacher
 *     tells no classes
 * @param top5 the share of photos whose likeliest class in the teacher's eyes is among the
 *     student's five likeliest; likewise
 */
public record Agreement(double cosine, double explained, double top1, double top5) {
  private static final int TOP = 5;

  /**
   * Compares.
   *
   * @param student features [n][d]
   * @param teacher features [n][d]
   * @param studentLogits [n][c]
   * @param teacherLogits [n][c], c perhaps 0
   */
  static Agreement of(
      float[][] student, float[][] teacher, float[][] studentLogits, float[][] teacherLogits) {
    double[] mean = mean(teacher);
    double cosines = 0;
    double error = 0;
    double variance = 0;
    for (int k = 0; k < teacher.length; k++) {
      double dot = 0;
      double studentSquare = 0;
      double teacherSquare = 0;
      for (int i = 0; i < mean.length; i++) {
        double s = student[k][i];
        double t = teacher[k][i];
        dot += s * t;
        studentSquare += s * s;
        teacherSquare += t * t;
        error += (s - t) * (s - t);
        variance += (t - mean[i]) * (t - mean[i]);
      }
      cosines += dot / Math.max(Math.sqrt(studentSquare * teacherSquare), 1e-12);
    }
    return new Agreement(
        cosines / teacher.length,
        1 - error / Math.max(variance, 1e-12),
        found(studentLogits, teacherLogits, 1),
        found(studentLogits, teacherLogits, TOP));
  }

  /** The share of photos with fewer than {@code top} classes likelier than the teacher's first. */
  private static double found(float[][] student, float[][] teacher, int top) {
    if (teacher[0].length == 0) {
      return Double.NaN;
    }
    int found = 0;
    for (int k = 0; k < teacher.length; k++) {
      int wanted = likeliest(teacher[k]);
      int likelier = 0;
      for (float logit : student[k]) {
        likelier += logit > student[k][wanted] ? 1 : 0;
      }
      found += likelier < top ? 1 : 0;
    }
    return (double) found / teacher.length;
  }

  private static int likeliest(float[] logits) {
    int best = 0;
    for (int c = 1; c < logits.length; c++) {
      best = logits[c] > logits[best] ? c : best;
    }
    return best;
  }

  private static double[] mean(float[][] vectors) {
    double[] mean = new double[vectors[0].length];
    for (float[] vector : vectors) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += (double) vector[i] / vectors.length;
      }
    }
    return mean;
  }
}
