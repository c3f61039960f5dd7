package org.caption4j.metadata;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.caption4j.AsideFile;
import org.caption4j.BadInputException;
import org.caption4j.InputFile;
import org.caption4j.WrittenFile;
import org.caption4j.image.ChannelBytes;
import org.caption4j.image.DamagedFileException;
import org.caption4j.image.Format;

/**
 * XMP inside JPEG, PNG and WebP files. All else in a file stays byte for byte as it is, and in its
 * order: the picture, other metadata, and what stands behind the picture's end. A file of any size
 * takes no more memory than its packet.
 */
public final class EmbeddedXmp {
  private static final String EXPECTED = "a photo";

  private EmbeddedXmp() {}

  /** What is done with an open photo. */
  @FunctionalInterface
  private interface Action<T> {
    T on(FileChannel photo) throws IOException, DamagedFileException;
  }

  /**
   * Reads the packet of a photo.
   *
   * @param photo a JPEG, PNG or WebP
   * @return the packet; empty where the photo has none
   * @throws BadInputException if the file is none of the three, or broken, or its packet is no XMP
   * @throws IOException if the disk fails
   */
  public static Optional<XmpPacket> read(Path photo) throws IOException {
    Optional<byte[]> packet = with(photo, channel -> place(channel).packet());
    return packet.isEmpty()
        ? Optional.empty()
        : Optional.of(XmpPacket.parse(packet.get(), photo + ": its XMP"));
  }

  /**
   * Replaces the packet of a photo, or inserts it where the photo has none. The photo is written
   * anew beside its place, read back, and moved there; if anything fails, it stays as it was. Links
   * are followed, and the mode is kept.
   *
   * @param photo a JPEG, PNG or WebP
   * @param packet what it shall hold
   * @param times what becomes of its modification time
   * @throws BadInputException if the file is none of the three, is broken, has no room for the
   *     packet, may not be written, or is changed by another program meanwhile
   * @throws IOException if the disk fails
   */
  public static void write(Path photo, XmpPacket packet, FileTimes times) throws IOException {
    InputFile.require(photo, EXPECTED);
    WrittenFile.of(photo).requireWritable();
    byte[] bytes = packet.toPacket();
    with(
        photo,
        channel -> {
          replace(photo, channel, bytes, times);
          return null;
        });
  }

  private static <T> T with(Path photo, Action<T> action) throws IOException {
    try (FileChannel channel = InputFile.open(photo, EXPECTED)) {
      return action.on(channel);
    } catch (DamagedFileException e) {
      throw new BadInputException(photo + " " + e.getMessage(), e);
    } catch (AccessDeniedException e) {
      throw new BadInputException(photo + " may not be read: check its permissions", e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static XmpPlace place(FileChannel channel) throws IOException, DamagedFileException {
    ChannelBytes bytes = new ChannelBytes(channel, false);
    byte[] head = bytes.bytes(0, (int) Math.min(256, bytes.length()), "a photo");
    if (head.length == 0) {
      throw new DamagedFileException("is empty: expected a photo but found 0 bytes");
    }
    Format format =
        Format.of(head)
            .orElseThrow(
                () ->
                    new DamagedFileException(
                        "is no photo that is known: expected JPEG, PNG or WebP but its %,d bytes begin otherwise"
                            .formatted(bytes.length())));
    return switch (format) {
      case JPEG -> new JpegXmp(bytes);
      case PNG -> new PngXmp(bytes);
      case WEBP -> new WebpXmp(new ChannelBytes(channel, true));
      default ->
          throw new DamagedFileException(
              "has no place for XMP: expected JPEG, PNG or WebP but found %s; write a sidecar file instead"
                  .formatted(format.label()));
    };
  }

  private static void replace(Path photo, FileChannel from, byte[] packet, FileTimes times)
      throws IOException, DamagedFileException {
    BasicFileAttributes before = Files.readAttributes(photo, BasicFileAttributes.class);
    List<Splice> splices = place(from).with(packet);
    try (AsideFile aside = AsideFile.of(photo)) {
      long at = 0;
      for (Splice splice : splices) {
        aside.transfer(from, at, splice.at() - at);
        aside.write(ByteBuffer.wrap(splice.inserted()));
        at = splice.end();
      }
      aside.transfer(from, at, before.size() - at);
      requireReadable(photo, aside.written(), packet);
      requireUnchanged(photo, before);
      if (times == FileTimes.KEEP) {
        aside.setModified(before.lastModifiedTime());
      }
      aside.complete();
    }
  }

  private static void requireReadable(Path photo, FileChannel written, byte[] packet)
      throws IOException {
    Optional<byte[]> found;
    try {
      found = place(written).packet();
    } catch (DamagedFileException e) {
      throw unreadable(photo, e);
    }
    if (!found.map(bytes -> Arrays.equals(bytes, packet)).orElse(false)) {
      throw unreadable(photo, null);
    }
  }

  private static IOException unreadable(Path photo, DamagedFileException cause) {
    return new IOException(
        photo + ": the XMP that was written could not be read again; the photo is as it was",
        cause);
  }

  private static void requireUnchanged(Path photo, BasicFileAttributes before) throws IOException {
    BasicFileAttributes now = Files.readAttributes(photo, BasicFileAttributes.class);
    if (now.size() != before.size() || !now.lastModifiedTime().equals(before.lastModifiedTime())) {
      throw new BadInputException(
          photo
              + ": was changed by another program while it was read; nothing is written, try again");
    }
  }
}
