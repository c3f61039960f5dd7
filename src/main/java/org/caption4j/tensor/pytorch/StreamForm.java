package org.caption4j.tensor.pytorch;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.caption4j.BadInputException;

/** The form before PyTorch 1.6: five pickles, then the storages one behind the other. */
final class StreamForm {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final int VERSION = 1001;

  /** How the file begins: protocol 2, the magic number of ten bytes, the end of the pickle. */
  private static final byte[] BEGINNING = HexFormat.of().parseHex("80028a0a6cfc9c46f9206aa850192e");

  private final FileBytes bytes;
  private long position;

  private StreamForm(FileBytes bytes) {
    this.bytes = bytes;
  }

  static boolean begins(FileBytes bytes) throws IOException {
    return bytes.size() >= BEGINNING.length
        && Arrays.equals(bytes.read(0, BEGINNING.length).array(), BEGINNING);
  }

  static Archive read(FileBytes bytes) throws IOException {
    return new StreamForm(bytes).read();
  }

  private Archive read() throws IOException {
    expect("the magic number", MAGIC, pickle().object());
    expect("protocol version", VERSION, pickle().object());
    Object system = pickle().object();
    Object order = system instanceof PickledDict dict ? dict.get("little_endian") : system;
    expect("little_endian", true, order);
    Pickle saved = pickle();
    Object keys = pickle().object();
    if (!(keys instanceof PickledList list)) {
      throw new BadInputException(
          bytes.file() + ": damaged, expected a list of storages, found " + Kind.of(keys));
    }
    Map<String, Storage> storages = new LinkedHashMap<>();
    for (Object key : list) {
      StoragePart storage = key instanceof String ? saved.storages().get(key) : null;
      if (storage == null || storages.containsKey(storage.key())) {
        throw new BadInputException(
            "%s: damaged, expected the storages of the tensors, each once, found %s"
                .formatted(bytes.file(), Kind.of(key)));
      }
      storages.put(storage.key(), new Storage(extent(storage), 0));
    }
    return new Archive(saved.object(), storages);
  }

  private Pickle pickle() throws IOException {
    PickleStream stream =
        new PickleStream(bytes.file(), bytes.channel(), new Extent(position, bytes.size()));
    Pickle pickle = TensorUnpickler.read(bytes.file(), stream);
    position = stream.position();
    return pickle;
  }

  private void expect(String what, Object expected, Object found) throws BadInputException {
    if (!expected.equals(found)) {
      throw new BadInputException(
          "%s: not a PyTorch file that can be read, expected %s %s, found %s"
              .formatted(bytes.file(), what, expected, Kind.of(found)));
    }
  }

  /** Steps over a storage: how many numbers it has, in eight bytes, then the numbers. */
  private Extent extent(StoragePart storage) throws IOException {
    long numbers = bytes.read(position, Long.BYTES).getLong();
    String where = bytes.file() + ": storage '" + Kind.brief(storage.key()) + "': ";
    if (numbers != storage.numbers()) {
      throw new BadInputException(
          "%sdamaged, expected %d numbers, found %d".formatted(where, storage.numbers(), numbers));
    }
    long begin = position + Long.BYTES;
    long room = bytes.size() - begin;
    if (numbers < 0 || numbers > room / storage.type().bytes()) {
      throw new BadInputException(
          "%struncated, expected %d numbers of %d bytes, found %d bytes; download or copy it again"
              .formatted(where, numbers, storage.type().bytes(), room));
    }
    position = begin + numbers * storage.type().bytes();
    return new Extent(begin, position);
  }
}
