package org.caption4j.tensor.pytorch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.caption4j.tensor.pytorch.PickleWriter.Form;
import org.caption4j.tensor.pytorch.TorchZip.Content;

/** Storages of any bytes, to be written with any pickle. */
final class Storages {
  private final Map<String, Content> contents = new LinkedHashMap<>();
  private final Map<String, Long> numbers = new LinkedHashMap<>();

  Storages put(String key, long count, ByteBuffer bytes) {
    ByteBuffer whole = bytes.duplicate().clear();
    contents.put(key, sink -> sink.write(whole.duplicate()));
    numbers.put(key, count);
    return this;
  }

  /** Puts a storage of the floats 0, 1, 2 and so on. */
  Storages putFloats(String key, int count) {
    ByteBuffer bytes = bytes(4 * count);
    for (int i = 0; i < count; i++) {
      bytes.putFloat(i);
    }
    return put(key, count, bytes);
  }

  static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
  }

  void write(Path file, Form form, PickleWriter pickle) throws IOException {
    if (form == Form.ZIP) {
      PyTorchWriter.zip(file, pickle.end(), contents);
    } else {
      PyTorchWriter.stream(file, pickle.end(), numbers, contents);
    }
  }
}
