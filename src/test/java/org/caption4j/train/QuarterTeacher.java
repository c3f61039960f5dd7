package org.caption4j.train;

import java.util.List;
import org.caption4j.image.Photo;

/**
 * A teacher that can be learned from: its features are the mean colours of a photo's four quarters,
 * its classes the six colours of which the whole has most.
 */
class QuarterTeacher implements Teacher {
  static final int FEATURES = 12;
  static final int CLASSES = 6;

  private final String fingerprint;

  QuarterTeacher() {
    this("quarters");
  }

  QuarterTeacher(String fingerprint) {
    this.fingerprint = fingerprint;
  }

  @Override
  public String name() {
    return "quarters";
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public int featureDimension() {
    return FEATURES;
  }

  @Override
  public int classCount() {
    return CLASSES;
  }

  @Override
  public Opinions look(List<Photo> photos) {
    float[] features = new float[photos.size() * FEATURES];
    float[] logits = new float[photos.size() * CLASSES];
    for (int k = 0; k < photos.size(); k++) {
      addMeans(photos.get(k), features, k * FEATURES);
      for (int i = 0; i < FEATURES; i++) {
        // red, green, blue, and what is neither of them
        logits[k * CLASSES + i % 3] += 2 * features[k * FEATURES + i];
        logits[k * CLASSES + 3 + i % 3] -= 2 * features[k * FEATURES + i];
      }
    }
    return new Opinions(features, logits);
  }

  private static void addMeans(Photo photo, float[] features, int offset) {
    float weight = 4f / 255 / (photo.width() * photo.height());
    for (int y = 0; y < photo.height(); y++) {
      for (int x = 0; x < photo.width(); x++) {
        int quarter = 2 * (2 * y / photo.height()) + 2 * x / photo.width();
        for (int c = 0; c < 3; c++) {
          int value = photo.rgb()[3 * (y * photo.width() + x) + c] & 0xff;
          features[offset + 3 * quarter + c] += value * weight;
        }
      }
    }
  }

  @Override
  public void close() {
    // nothing is held
  }
}
