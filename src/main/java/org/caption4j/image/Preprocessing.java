package org.caption4j.image;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * What a network's weights expect of a photo: its size, and the formula that makes numbers of its
 * pixels. It belongs to the weights, not to the architecture, and is kept beside them as JSON.
 *
 * <p>For channel {@code c} of the output, in {@link #channelOrder},
 *
 * <pre>value[c] = (pixel[c] / range - mean[c]) / std[c]     pixel = 0 ... 255</pre>
 *
 * @param width of the network's input, in pixels
 * @param height of the network's input, in pixels
 * @param fit how the photo is brought to that size
 * @param shortSide for {@link Fit#CROP} the length of the photo's short side before the centre is
 *     cut out, at least as long as {@code width} and {@code height}; 0 for {@link Fit#SQUASH}
 * @param channelOrder the order of the planes, and of {@code mean} and {@code std}
 * @param range what pixels are divided by first: 255 for values of 0 to 1
 * @param mean three numbers, subtracted next
 * @param std three numbers, none of them 0, divided by last
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Preprocessing(
    int width,
    int height,
    Fit fit,
    int shortSide,
    ChannelOrder channelOrder,
    float range,
    List<Float> mean,
    List<Float> std) {

  /**
   * The longest side of a network's input, in pixels. The first layers of a network keep hundreds
   * of bytes a pixel.
   */
  public static final int MOST_SIDE = 2048;

  /**
   * Changes whenever the pixels that {@link #apply} makes change, so that old features are stale.
   */
  private static final String RESAMPLING = "area-linear-1";

  /**
   * Checks everything.
   *
   * @throws IllegalArgumentException if a number is missing or cannot be meant
   */
  public Preprocessing {
    require(fit != null, "fit SQUASH or CROP", null);
    require(channelOrder != null, "channelOrder RGB or BGR", null);
    require(
        isSide(width) && isSide(height),
        "a width and height of 1 to %d pixels".formatted(MOST_SIDE),
        width + "x" + height);
    if (fit == Fit.CROP) {
      int least = Math.max(width, height);
      require(
          shortSide >= least && shortSide <= 2 * MOST_SIDE,
          "a shortSide of %d to %d".formatted(least, 2 * MOST_SIDE),
          shortSide);
    } else {
      require(shortSide == 0, "shortSide 0, since SQUASH has none", shortSide);
    }
    require(Float.isFinite(range) && range > 0, "a range above 0", range);
    mean = three("mean", mean);
    std = three("std", std);
    require(!std.contains(0f) && !std.contains(-0f), "std without a 0", std);
  }

  /**
   * torchvision's classification networks: the short side resized, the centre cut out, {@code (x /
   * 255 - mean) / std} with the ImageNet statistics.
   *
   * @param size side of the network's square input
   * @param shortSide of the photo before the cut, usually {@code size * 256 / 224}
   */
  public static Preprocessing torchvision(int size, int shortSide) {
    return new Preprocessing(
        size,
        size,
        Fit.CROP,
        shortSide,
        ChannelOrder.RGB,
        255f,
        List.of(0.485f, 0.456f, 0.406f),
        List.of(0.229f, 0.224f, 0.225f));
  }

  /**
   * VGG as trained in Caffe and republished by Keras: squashed, blue green red, minus ImageNet's
   * mean pixel.
   *
   * @param size side of the network's square input, 224 for the published weights
   */
  public static Preprocessing kerasVgg(int size) {
    return new Preprocessing(
        size,
        size,
        Fit.SQUASH,
        0,
        ChannelOrder.BGR,
        1f,
        List.of(103.939f, 116.779f, 123.68f),
        List.of(1f, 1f, 1f));
  }

  /**
   * TensorFlow's MobileNets and Inceptions: squashed, {@code x / 127.5 - 1}.
   *
   * @param size side of the network's square input
   */
  public static Preprocessing mobileNet(int size) {
    return new Preprocessing(
        size,
        size,
        Fit.SQUASH,
        0,
        ChannelOrder.RGB,
        127.5f,
        List.of(1f, 1f, 1f),
        List.of(1f, 1f, 1f));
  }

  /** The same formula with another way to bring a photo to size; {@code shortSide} 0 for SQUASH. */
  public Preprocessing withFit(Fit newFit, int newShortSide) {
    return new Preprocessing(width, height, newFit, newShortSide, channelOrder, range, mean, std);
  }

  /** The same formula for photos of another size. */
  public Preprocessing withSize(int newWidth, int newHeight) {
    return new Preprocessing(newWidth, newHeight, fit, shortSide, channelOrder, range, mean, std);
  }

  /** The longest side that a photo is resized to, as far as it does not depend on the photo. */
  public int side() {
    return Math.max(shortSide, Math.max(width, height));
  }

  /** How many floats one photo becomes: {@code 3 * height * width}. */
  public int length() {
    return Math.multiplyExact(3, Math.multiplyExact(height, width));
  }

  /**
   * Makes a network's input of one photo.
   *
   * @return {@code [3][height][width]}, one plane after the other, row by row
   */
  public float[] apply(Photo photo) {
    float[] values = new float[length()];
    apply(photo, values, 0);
    return values;
  }

  /**
   * Writes one photo into a batch.
   *
   * @param target {@code [n][3][height][width]}
   * @param offset where to begin, {@code i *} {@link #length()} for photo {@code i} of the batch
   * @throws IndexOutOfBoundsException if the photo does not fit there
   */
  public void apply(Photo photo, float[] target, int offset) {
    apply(photo, FloatBuffer.wrap(target), offset);
  }

  /**
   * Writes one photo into a batch; the buffer's position and limit stay as they are.
   *
   * @param target {@code [n][3][height][width]}, counted from the buffer's beginning
   * @param offset where to begin, {@code i *} {@link #length()} for photo {@code i} of the batch
   * @throws IndexOutOfBoundsException if the photo does not fit there
   */
  public void apply(Photo photo, FloatBuffer target, int offset) {
    Objects.checkFromIndexSize(offset, length(), target.limit());
    byte[] rgb = Resampler.fit(photo, this);
    int plane = width * height;
    for (int c = 0; c < 3; c++) {
      float[] values = values(c);
      int from = channelOrder == ChannelOrder.RGB ? c : 2 - c;
      int to = offset + c * plane;
      for (int i = 0; i < plane; i++) {
        target.put(to + i, values[rgb[3 * i + from] & 0xff]);
      }
    }
  }

  /**
   * The photo at the network's size, as pixels still. Under {@link Fit#SQUASH}, {@link #apply}
   * makes of it what it makes of the photo itself.
   *
   * @return a photo of {@code width} x {@code height}
   */
  public Photo fit(Photo photo) {
    return new Photo(photo.name(), width, height, Resampler.fit(photo, this));
  }

  /**
   * A name for what {@link #apply} does, 16 hexadecimal digits: equal for equal preprocessings in
   * every process, different for different ones. Features are kept under it.
   */
  public String fingerprint() {
    try {
      byte[] text = (this + " " + RESAMPLING).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static boolean isSide(int pixels) {
    return pixels > 0 && pixels <= MOST_SIDE;
  }

  /** The formula for all 256 pixels of output channel {@code c}. */
  private float[] values(int c) {
    float[] values = new float[256];
    for (int pixel = 0; pixel < 256; pixel++) {
      values[pixel] = (pixel / range - mean.get(c)) / std.get(c);
    }
    return values;
  }

  private static List<Float> three(String name, List<Float> numbers) {
    require(
        numbers != null
            && numbers.size() == 3
            && numbers.stream().allMatch(x -> x != null && Float.isFinite(x)),
        name + " of three finite numbers",
        numbers);
    return List.copyOf(numbers);
  }

  private static void require(boolean met, String expected, Object found) {
    if (!met) {
      throw new IllegalArgumentException(
          "preprocessing: expected %s but found %s".formatted(expected, found));
    }
  }
}
