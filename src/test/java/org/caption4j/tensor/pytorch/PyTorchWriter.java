package org.caption4j.tensor.pytorch;

import java.io.IOException;
import java.lang.ref.Reference;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.caption4j.tensor.pytorch.PickleWriter.Form;
import org.caption4j.tensor.pytorch.PickleWriter.View;
import org.caption4j.tensor.pytorch.TorchZip.Content;
import org.caption4j.tensor.pytorch.TorchZip.Sink;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Writes what {@code torch.save} writes for a state_dict of float32 tensors. */
public final class PyTorchWriter {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final String FOLDER = "archive/";
  private static final int CHUNK = 1 << 18;

  private PyTorchWriter() {}

  /**
   * Writes the zip form, as PyTorch does since 1.6.
   *
   * @param tensors by name, in the map's order; other numbers than FLOAT are converted
   */
  public static void zip(Path file, Map<String, INDArray> tensors) throws IOException {
    byte[] pickle = new PickleWriter().stateDict(views(tensors), Form.ZIP).end();
    zip(file, pickle, contents(tensors));
  }

  /**
   * Writes the form before PyTorch 1.6.
   *
   * @param tensors by name, in the map's order; other numbers than FLOAT are converted
   */
  public static void stream(Path file, Map<String, INDArray> tensors) throws IOException {
    Map<String, View> views = views(tensors);
    byte[] pickle = new PickleWriter().stateDict(views, Form.STREAM).end();
    Map<String, Long> numbers = new LinkedHashMap<>();
    views.values().forEach(v -> numbers.put(v.storage().key(), v.storage().numbers()));
    stream(file, pickle, numbers, contents(tensors));
  }

  /** Writes the zip form of any pickle, with storages by key. */
  static void zip(Path file, byte[] pickle, Map<String, Content> storages) throws IOException {
    try (FileChannel channel = create(file)) {
      TorchZip zip = new TorchZip(channel);
      zip.entry(FOLDER + "data.pkl", pickle);
      zip.entry(FOLDER + "byteorder", ascii("little"));
      for (Map.Entry<String, Content> storage : storages.entrySet()) {
        zip.entry(FOLDER + "data/" + storage.getKey(), storage.getValue());
      }
      zip.entry(FOLDER + "version", ascii("3\n"));
      zip.finish();
    }
  }

  /** Writes the stream form of any pickle, with storages and how many numbers they have by key. */
  static void stream(
      Path file, byte[] pickle, Map<String, Long> numbers, Map<String, Content> storages)
      throws IOException {
    try (FileChannel channel = create(file)) {
      Sink sink =
          bytes -> {
            while (bytes.hasRemaining()) {
              channel.write(bytes);
            }
          };
      sink.write(ByteBuffer.wrap(new PickleWriter().large(MAGIC).end()));
      sink.write(ByteBuffer.wrap(new PickleWriter().integer(1001).end()));
      sink.write(ByteBuffer.wrap(system()));
      sink.write(ByteBuffer.wrap(pickle));
      List<String> keys = new ArrayList<>(storages.keySet());
      sink.write(ByteBuffer.wrap(new PickleWriter().list(keys).end()));
      for (String key : keys) {
        ByteBuffer count = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        sink.write(count.putLong(numbers.get(key)).flip());
        storages.get(key).writeTo(sink);
      }
    }
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        StandardOpenOption.WRITE,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] system() {
    PickleWriter system = new PickleWriter().op('}').memoise().op('(');
    system.text("protocol_version").integer(1001).text("little_endian").write(0x88);
    system.text("type_sizes").op('}').memoise().op('(').text("short").integer(2);
    return system.text("int").integer(4).text("long").integer(4).op('u').op('u').end();
  }

  private static Map<String, View> views(Map<String, INDArray> tensors) {
    Map<String, View> views = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) ->
            views.put(
                name, View.whole("FloatStorage", Integer.toString(views.size()), tensor.shape())));
    return views;
  }

  private static Map<String, Content> contents(Map<String, INDArray> tensors) {
    Map<String, Content> contents = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) ->
            contents.put(Integer.toString(contents.size()), sink -> write(tensor, sink)));
    return contents;
  }

  /** Writes by chunks: a VGG16 has a tensor of 400 MB. */
  private static void write(INDArray tensor, Sink sink) throws IOException {
    if (tensor.isEmpty()) {
      return;
    }
    INDArray floats = tensor.castTo(DataType.FLOAT);
    boolean plain = floats.ordering() == 'c' && !floats.isView() && floats.offset() == 0;
    INDArray ordered = plain ? floats : floats.dup('c');
    try {
      write(new FloatPointer(ordered.data().pointer()), ordered.length(), sink);
    } finally {
      Reference.reachabilityFence(ordered); // its numbers go with it
    }
  }

  private static void write(FloatPointer source, long length, Sink sink) throws IOException {
    float[] values = new float[CHUNK];
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long at = 0; at < length; at += CHUNK) {
      int count = (int) Math.min(CHUNK, length - at);
      source.position(at).get(values, 0, count);
      bytes.clear().asFloatBuffer().put(values, 0, count);
      sink.write(bytes.limit(count * Float.BYTES));
    }
  }
}
