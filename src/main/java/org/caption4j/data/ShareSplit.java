package org.caption4j.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.caption4j.BadInputException;

/**
 * A share of the photos to train on, and the others: {@code train:0.9@7} and {@code val:0.9@7}.
 *
 * <p>Photos are sorted by a hash of seed and file name, and the first of them are trained on. So
 * the split depends neither on the order of the file nor on the machine, and a photo more moves few
 * others to the other side.
 *
 * @param side which of the two
 * @param share of the photos that are trained on, between 0 and 1
 * @param seed another seed, another split
 */
record ShareSplit(Side side, double share, long seed) implements Split {
  private static final Pattern FORM = Pattern.compile("(train|val):(0?\\.\\d{1,9})@(\\d{1,18})");

  /** The side of a split. */
  enum Side {
    TRAIN,
    VAL
  }

  static boolean isShare(String split) {
    return split.startsWith("train:") || split.startsWith("val:");
  }

  static ShareSplit of(CaptionDataSets.Source source) throws BadInputException {
    Matcher form = FORM.matcher(source.split());
    double share = form.matches() ? Double.parseDouble(form.group(2)) : 0;
    if (share == 0) {
      throw new BadInputException(
          "%s: expected a share between 0 and 1 and a seed, as in #train:0.9@7 and #val:0.9@7, found '#%s'"
              .formatted(source.file(), source.split()));
    }
    Side side = form.group(1).equals("train") ? Side.TRAIN : Side.VAL;
    return new ShareSplit(side, share, Long.parseLong(form.group(3)));
  }

  @Override
  public List<FoundPhotos.Photo> choose(List<FoundPhotos.Photo> all) {
    List<String> names =
        all.stream()
            .map(FoundPhotos.Photo::fileName)
            .distinct()
            .sorted(Comparator.comparing(this::hash).thenComparing(Comparator.naturalOrder()))
            .toList();
    Set<String> trained =
        names.stream().limit(trained(names.size())).collect(Collectors.toUnmodifiableSet());
    return all.stream()
        .filter(photo -> trained.contains(photo.fileName()) == (side == Side.TRAIN))
        .toList();
  }

  /** Of two photos or more, each side gets one at least. */
  private long trained(int photos) {
    return Math.max(1, Math.min(photos - 1, Math.round(share * photos)));
  }

  private String hash(String fileName) {
    try {
      String name = Normalizer.normalize(fileName, Normalizer.Form.NFC);
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest((seed + "/" + name).getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
