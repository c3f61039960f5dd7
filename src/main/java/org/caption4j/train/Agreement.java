package org.caption4j.train;

/**
 * How alike two encoders' vectors of the same photos are.
 *
 * @param cosine mean cosine
 * @param explained {@code 1 - sum |s - t|^2 / sum |t - mean t|^2}
 */
record Agreement(double cosine, double explained) {
  /**
   * Compares.
   *
   * @param student [n][d]
   * @param teacher [n][d]
   */
  static Agreement of(float[][] student, float[][] teacher) {
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
    return new Agreement(cosines / teacher.length, 1 - error / Math.max(variance, 1e-12));
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
