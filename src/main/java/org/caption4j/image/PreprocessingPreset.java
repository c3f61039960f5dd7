package org.caption4j.image;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What families of networks expect of a photo, by name. All see the whole photo, squashed. */
public enum PreprocessingPreset {
  /** As {@link Preprocessing#torchvision}, but squashed. */
  TORCHVISION,
  /** As {@link Preprocessing#mobileNet}. */
  TF,
  /** As {@link Preprocessing#kerasVgg}. */
  CAFFE;

  /** The side of a photo where none is said: that of most published networks. */
  private static final int USUAL_SIZE = 224;

  private static final int LARGEST_SIZE = 4096;

  /** Returns what users call it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Finds a preset.
   *
   * @param text a label, or a label and the side of the network's square input: {@code tf:299}
   * @return the preprocessing, or empty if the text is no such thing
   */
  public static Optional<Preprocessing> named(String text) {
    String[] parts = text.split(":", 2);
    Optional<Integer> size = parts.length == 1 ? Optional.of(USUAL_SIZE) : size(parts[1]);
    return Arrays.stream(values())
        .filter(preset -> preset.label().equals(parts[0].toLowerCase(Locale.ROOT)))
        .findFirst()
        .flatMap(preset -> size.map(preset::preprocessing));
  }

  private Preprocessing preprocessing(int size) {
    return switch (this) {
      case TORCHVISION -> Preprocessing.torchvision(size, size).withFit(Fit.SQUASH, 0);
      case TF -> Preprocessing.mobileNet(size);
      case CAFFE -> Preprocessing.kerasVgg(size);
    };
  }

  private static Optional<Integer> size(String text) {
    return text.matches("[1-9][0-9]{0,3}") && Integer.parseInt(text) <= LARGEST_SIZE
        ? Optional.of(Integer.valueOf(text))
        : Optional.empty();
  }
}
