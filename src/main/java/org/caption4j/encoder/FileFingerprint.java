package org.caption4j.encoder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.caption4j.InputFile;

/**
 * Tells large files apart without reading them whole.
 *
 * <p>SHA-256 over the length, the first and the last 64 KiB (which hold a safetensors header) and
 * 64 samples of 4 KiB at even distances. Two trainings of one network differ in every sample; a
 * file with a single number changed by hand may not, so this is no check against damage.
 */
public final class FileFingerprint {
  private static final int END = 1 << 16;
  private static final int SAMPLE = 1 << 12;
  private static final int SAMPLES = 64;

  private FileFingerprint() {}

  /**
   * Returns the fingerprint of a file, 64 hexadecimal digits.
   *
   * @throws IOException if it cannot be read
   */
  public static String of(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (FileChannel channel = InputFile.open(file, "a file with data")) {
      long size = channel.size();
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, size));
      add(channel, 0, END, digest);
      for (int i = 0; i < SAMPLES; i++) {
        add(channel, size / SAMPLES * i, SAMPLE, digest);
      }
      add(channel, Math.max(0, size - END), END, digest);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Returns the fingerprint of texts, 64 hexadecimal digits. */
  public static String of(String... texts) {
    MessageDigest digest = sha256();
    for (String text : texts) {
      digest.update(text.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(FileChannel channel, long at, int count, MessageDigest digest)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    int read = 0;
    while (bytes.hasRemaining() && read >= 0) {
      read = channel.read(bytes, at + bytes.position());
    }
    digest.update(bytes.flip());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) { // every Java platform has it
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
