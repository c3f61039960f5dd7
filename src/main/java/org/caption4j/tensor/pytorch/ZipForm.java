package org.caption4j.tensor.pytorch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caption4j.BadInputException;

/** The form since PyTorch 1.6: a zip of a pickle and of one entry for each storage. */
final class ZipForm {
  /** A zip starts with an entry, or with the end of its directory if it is empty. */
  private static final Set<Integer> SIGNATURES = Set.of(0x04034b50, 0x06054b50);

  private static final String PICKLE = "/data.pkl";
  private static final int NAME_LENGTH_AT = 26;
  private static final int NAME_AT = 30;

  private ZipForm() {}

  static boolean isZip(FileBytes bytes) throws IOException {
    return bytes.size() >= Integer.BYTES
        && SIGNATURES.contains(bytes.read(0, Integer.BYTES).getInt());
  }

  /** Returns whether a zip's first entry is the pickle, which also a truncated file tells. */
  static boolean beginsWithPickle(FileBytes bytes) throws IOException {
    if (bytes.size() < NAME_AT) {
      return false;
    }
    ByteBuffer head = bytes.read(0, NAME_AT);
    int length = Short.toUnsignedInt(head.getShort(NAME_LENGTH_AT));
    return SIGNATURES.contains(head.getInt(0))
        && length <= bytes.size() - NAME_AT
        && text(bytes.read(NAME_AT, length)).endsWith(PICKLE);
  }

  /** Returns whether the zip's directory names a pickle. */
  static boolean holdsPickle(FileBytes bytes) throws IOException {
    return ZipDirectory.read(bytes).entries().keySet().stream().anyMatch(n -> n.endsWith(PICKLE));
  }

  static Archive read(FileBytes bytes) throws IOException {
    ZipDirectory zip = ZipDirectory.read(bytes);
    List<String> pickles = zip.entries().keySet().stream().filter(n -> n.endsWith(PICKLE)).toList();
    if (pickles.size() != 1) {
      throw new BadInputException(
          "%s: not a PyTorch file, expected a zip with one entry 'data.pkl' in a folder, found %d"
              .formatted(bytes.file(), pickles.size()));
    }
    String pickle = pickles.get(0);
    String folder = pickle.substring(0, pickle.length() - PICKLE.length());
    checkByteOrder(bytes, zip, folder);
    Extent extent = contents(bytes, zip, zip.entries().get(pickle));
    Pickle saved =
        TensorUnpickler.read(bytes.file(), new PickleStream(bytes.file(), bytes.channel(), extent));
    Map<String, Storage> storages = new LinkedHashMap<>();
    for (StoragePart storage : saved.storages().values()) {
      storages.put(storage.key(), storage(bytes, zip, folder, storage));
    }
    return new Archive(saved.object(), storages);
  }

  private static void checkByteOrder(FileBytes bytes, ZipDirectory zip, String folder)
      throws IOException {
    ZipDirectory.Entry entry = zip.entries().get(folder + "/byteorder");
    if (entry == null) {
      return; // PyTorch before 2.1 did not write it
    }
    Extent extent = zip.contents(bytes, entry);
    String order = text(bytes.read(extent.begin(), (int) Math.min(extent.bytes(), 16)));
    if (!order.equals("little")) {
      throw new BadInputException(
          "%s: expected numbers of byte order 'little', found '%s'; save it on another machine"
              .formatted(bytes.file(), Kind.brief(order)));
    }
  }

  /** Finds the pickle, which is read from the first to the last byte, and so checked at once. */
  private static Extent contents(FileBytes bytes, ZipDirectory zip, ZipDirectory.Entry entry)
      throws IOException {
    Extent extent = zip.contents(bytes, entry);
    if (extent.bytes() <= PickleStream.MOST_BYTES) { // the reader refuses a larger one
      ByteBuffer pickle = bytes.read(extent.begin(), (int) extent.bytes());
      new StorageCheck(List.of(pickle), entry.crc())
          .require("%s: '%s': ".formatted(bytes.file(), Kind.brief(entry.name())));
    }
    return extent;
  }

  private static Storage storage(
      FileBytes bytes, ZipDirectory zip, String folder, StoragePart storage) throws IOException {
    String name = folder + "/data/" + storage.key();
    ZipDirectory.Entry entry = zip.entries().get(name);
    String where = bytes.file() + ": storage '" + Kind.brief(name) + "': ";
    if (entry == null) {
      throw new BadInputException(where + "is missing, though a tensor lies in it");
    }
    Extent extent = zip.contents(bytes, entry);
    if (extent.bytes() % storage.type().bytes() != 0
        || extent.bytes() / storage.type().bytes() != storage.numbers()) {
      throw new BadInputException(
          "%sexpected %d numbers of %d bytes, found %d bytes"
              .formatted(where, storage.numbers(), storage.type().bytes(), extent.bytes()));
    }
    return new Storage(extent, entry.crc());
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }
}
