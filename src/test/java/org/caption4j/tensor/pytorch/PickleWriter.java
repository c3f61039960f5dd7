package org.caption4j.tensor.pytorch;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes pickles of protocol 2, instruction by instruction, as Python's pickler does. */
final class PickleWriter {
  private static final int BATCH = 1000;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Map<String, Integer> places = new HashMap<>();
  private int memoised;

  PickleWriter() {
    write(0x80, 2);
  }

  /** A storage of so many numbers. */
  record Storage(String type, String key, long numbers) {}

  /** A tensor that lies in a storage. */
  record View(Storage storage, long offset, long[] shape, long[] strides) {
    /** A tensor that is all of its storage. */
    static View whole(String type, String key, long... shape) {
      long[] strides = new long[shape.length];
      long numbers = 1;
      for (int i = shape.length - 1; i >= 0; i--) {
        strides[i] = numbers;
        numbers *= shape[i];
      }
      return new View(new Storage(type, key, numbers), 0, shape, strides);
    }
  }

  PickleWriter write(int... values) {
    Arrays.stream(values).forEach(bytes::write);
    return this;
  }

  PickleWriter op(char instruction) {
    return write(instruction);
  }

  PickleWriter ascii(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  PickleWriter littleEndian(long value, int width) {
    for (int i = 0; i < width; i++) {
      bytes.write((int) (value >> (8 * i)));
    }
    return this;
  }

  PickleWriter memoise() {
    int place = memoised++;
    return place < 256 ? op('q').write(place) : op('r').littleEndian(place, 4);
  }

  private PickleWriter recall(int place) {
    return place < 256 ? op('h').write(place) : op('j').littleEndian(place, 4);
  }

  PickleWriter text(String text) {
    byte[] utf = text.getBytes(StandardCharsets.UTF_8);
    op('X').littleEndian(utf.length, 4);
    bytes.writeBytes(utf);
    return memoise();
  }

  /** A text that is one object in Python, and so stands in the pickle once. */
  PickleWriter constant(String text) {
    if (places.containsKey(text)) {
      return recall(places.get(text));
    }
    places.put(text, memoised);
    return text(text);
  }

  PickleWriter global(String module, String name) {
    String line = module + "\n" + name + "\n";
    if (places.containsKey(line)) {
      return recall(places.get(line));
    }
    places.put(line, memoised);
    return op('c').ascii(line).memoise();
  }

  PickleWriter integer(long value) {
    if (value >= 0 && value < 1 << 8) {
      return op('K').write((int) value);
    }
    if (value >= 0 && value < 1 << 16) {
      return op('M').littleEndian(value, 2);
    }
    return (int) value == value ? op('J').littleEndian(value, 4) : large(BigInteger.valueOf(value));
  }

  PickleWriter large(BigInteger value) {
    byte[] bigEndian = value.toByteArray();
    write(0x8a, bigEndian.length);
    for (int i = bigEndian.length - 1; i >= 0; i--) {
      bytes.write(bigEndian[i]);
    }
    return this;
  }

  PickleWriter tuple(long... values) {
    if (values.length == 0) {
      return op(')');
    }
    if (values.length > 3) {
      op('(');
    }
    Arrays.stream(values).forEach(this::integer);
    return (values.length > 3 ? op('t') : write(0x84 + values.length)).memoise();
  }

  PickleWriter orderedDict() {
    return global("collections", "OrderedDict").op(')').op('R').memoise();
  }

  /** A reference to a storage; the stream form adds that it is no view of another. */
  PickleWriter storage(Storage storage, Form form) {
    op('(').constant("storage").global("torch", storage.type()).text(storage.key());
    constant("cpu").integer(storage.numbers());
    return (form == Form.STREAM ? op('N') : this).op('t').memoise().op('Q');
  }

  PickleWriter tensor(View view, Form form) {
    global("torch._utils", "_rebuild_tensor_v2").op('(').storage(view.storage(), form);
    integer(view.offset()).tuple(view.shape()).tuple(view.strides());
    return write(0x89).orderedDict().op('t').memoise().op('R').memoise();
  }

  /** A module's state: tensors by name, and the versions of the modules as an attribute. */
  PickleWriter stateDict(Map<String, View> tensors, Form form) {
    orderedDict();
    List<Map.Entry<String, View>> entries = List.copyOf(tensors.entrySet());
    for (int from = 0; from < entries.size(); from += BATCH) {
      List<Map.Entry<String, View>> batch =
          entries.subList(from, Math.min(entries.size(), from + BATCH));
      if (batch.size() > 1) {
        op('(');
      }
      batch.forEach(entry -> text(entry.getKey()).tensor(entry.getValue(), form));
      op(batch.size() > 1 ? 'u' : 's');
    }
    op('}').memoise().text("_metadata").orderedDict().text("").op('}').memoise();
    return constant("version").integer(1).op('s').op('s').op('s').op('b');
  }

  /** A list of texts. */
  PickleWriter list(List<String> texts) {
    op(']').memoise();
    for (int from = 0; from < texts.size(); from += BATCH) {
      List<String> batch = texts.subList(from, Math.min(texts.size(), from + BATCH));
      if (batch.size() > 1) {
        op('(');
      }
      batch.forEach(this::text);
      op(batch.size() > 1 ? 'e' : 'a');
    }
    return this;
  }

  byte[] end() {
    op('.');
    return bytes.toByteArray();
  }

  /** The two forms of the file. */
  enum Form {
    ZIP,
    STREAM
  }
}
