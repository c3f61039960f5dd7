package org.caption4j.image;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An ICC profile (ICC.1:2022) of the kinds that are a matrix and curves. */
final class IccProfile {
  private static final String WHAT = "an entry of the profile";
  private static final int MOST_TAGS = 1000;

  private final FileBytes bytes;
  private final Map<String, Long> tags = new HashMap<>();

  /**
   * @param profile the whole profile
   * @throws DamagedFileException if it is none, or cut short
   */
  IccProfile(byte[] profile) throws DamagedFileException {
    bytes = new FileBytes(profile, false);
    if (!bytes.startsWith("acsp", 36)) {
      throw new DamagedFileException("its header is not that of an ICC profile");
    }
    long count = bytes.u32(128, WHAT);
    if (count > MOST_TAGS) {
      throw new DamagedFileException("it claims %,d entries".formatted(count));
    }
    for (long k = 0; k < count; k++) {
      long at = 132 + 12 * k;
      tags.put(bytes.tag(at, WHAT), bytes.u32(at + 4, WHAT));
    }
  }

  /**
   * How its colours become sRGB.
   *
   * @return empty if they are sRGB to within what nobody sees, or the profile is of another kind
   */
  Optional<ToSrgb> toSrgb() throws DamagedFileException {
    boolean xyz = bytes.startsWith("XYZ ", 20);
    ToSrgb conversion = null;
    if (xyz && bytes.startsWith("RGB ", 16) && tags.containsKey("rXYZ")) {
      double[][] columns = {colour("rXYZ"), colour("gXYZ"), colour("bXYZ")};
      conversion = new ToSrgb(columns, curve("rTRC"), curve("gTRC"), curve("bTRC"));
    } else if (bytes.startsWith("GRAY", 16) && tags.containsKey("kTRC")) {
      double[] curve = curve("kTRC");
      conversion = new ToSrgb(ToSrgb.SRGB_PRIMARIES, curve, curve, curve);
    }
    return Optional.ofNullable(conversion).filter(ToSrgb::matters);
  }

  private long tag(String name) throws DamagedFileException {
    Long at = tags.get(name);
    if (at == null) {
      throw new DamagedFileException("it lacks its entry " + name);
    }
    return at;
  }

  private double[] colour(String name) throws DamagedFileException {
    long at = tag(name);
    return new double[] {fixed(at + 8), fixed(at + 12), fixed(at + 16)};
  }

  /** 16 bits before the binary point and 16 behind it. */
  private double fixed(long at) throws DamagedFileException {
    return bytes.i32(at, WHAT) / 65536.0;
  }

  /** The linear light, 0 to 1, of each of the 256 values. */
  private double[] curve(String name) throws DamagedFileException {
    long at = tag(name);
    double[] light = new double[256];
    boolean parametric = bytes.tag(at, WHAT).equals("para");
    if (!parametric && !bytes.tag(at, WHAT).equals("curv")) {
      throw new DamagedFileException("its entry %s is no curve".formatted(name));
    }
    for (int value = 0; value < 256; value++) {
      double y = parametric ? formula(at, value / 255.0) : table(at, value / 255.0);
      if (!Double.isFinite(y)) {
        throw new DamagedFileException("its curve %s makes no sense".formatted(name));
      }
      light[value] = Math.min(1, Math.max(0, y));
    }
    return light;
  }

  private double table(long at, double x) throws DamagedFileException {
    long count = bytes.u32(at + 8, WHAT);
    if (count == 0) {
      return x;
    }
    if (count == 1) {
      return Math.pow(x, bytes.u16(at + 12, WHAT) / 256.0);
    }
    double place = x * (count - 1);
    long below = Math.min((long) place, count - 2);
    double first = bytes.u16(at + 12 + 2 * below, WHAT) / 65535.0;
    double second = bytes.u16(at + 14 + 2 * below, WHAT) / 65535.0;
    return first + (place - below) * (second - first);
  }

  /** ICC.1:2022 table 68. */
  private double formula(long at, double x) throws DamagedFileException {
    int kind = bytes.u16(at + 8, WHAT);
    double[] p = new double[7]; // g a b c d e f
    int[] counts = {1, 3, 4, 5, 7};
    if (kind >= counts.length) {
      throw new DamagedFileException("there is no parametric curve of kind " + kind);
    }
    for (int k = 0; k < counts[kind]; k++) {
      p[k] = fixed(at + 12 + 4L * k);
    }
    double power = kind == 0 ? Math.pow(x, p[0]) : Math.pow(Math.max(0, p[1] * x + p[2]), p[0]);
    return switch (kind) {
      case 0 -> power;
      case 1 -> x >= -p[2] / p[1] ? power : 0;
      case 2 -> x >= -p[2] / p[1] ? power + p[3] : p[3];
      case 3 -> x >= p[4] ? power : p[3] * x;
      default -> x >= p[4] ? power + p[5] : p[3] * x + p[6];
    };
  }
}
