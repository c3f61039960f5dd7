package org.caption4j.tensor.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.caption4j.tensor.pytorch.Storages.bytes;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.caption4j.BadInputException;
import org.caption4j.tensor.ElementType;
import org.caption4j.tensor.pytorch.PickleWriter.Form;
import org.caption4j.tensor.pytorch.PickleWriter.Storage;
import org.caption4j.tensor.pytorch.PickleWriter.View;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PyTorchFileTest {
  @TempDir Path folder;
  private final Storages storages = new Storages();

  private Path file() {
    return folder.resolve("weights.pth");
  }

  private void write(Form form, Map<String, INDArray> tensors) throws IOException {
    if (form == Form.ZIP) {
      PyTorchWriter.zip(file(), tensors);
    } else {
      PyTorchWriter.stream(file(), tensors);
    }
  }

  private static View view(int numbers, long offset, long[] shape, long... strides) {
    return new View(new Storage("FloatStorage", "0", numbers), offset, shape, strides);
  }

  private static long[] shape(long... dimensions) {
    return dimensions;
  }

  private static Map<String, INDArray> someTensors() {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    INDArray base = Nd4j.arange(24).castTo(DataType.FLOAT);
    tensors.put("features.0.weight", base.reshape(2, 1, 3, 4).mul(0.1));
    tensors.put("features.0.bias", Nd4j.createFromArray(1f, -2f, Float.NaN));
    tensors.put("größe/写真", base.reshape(4, 6).dup('f'));
    tensors.put("scalar", Nd4j.scalar(2.5f));
    tensors.put("empty", Nd4j.create(DataType.FLOAT, 0, 3));
    tensors.put("transposed", base.reshape(4, 6).transpose());
    return tensors;
  }

  @ParameterizedTest
  @EnumSource
  void whatWasWrittenComesBack(Form form) throws IOException {
    Map<String, INDArray> tensors = someTensors();
    write(form, tensors);
    assertThat(PyTorchFile.recognises(file())).isTrue();
    try (PyTorchFile read = PyTorchFile.open(file())) {
      assertThat(read.file()).isEqualTo(file());
      assertThat(read.names()).containsExactlyElementsOf(tensors.keySet());
      for (Map.Entry<String, INDArray> tensor : tensors.entrySet()) {
        String name = tensor.getKey();
        INDArray found = read.get(name);
        assertThat(read.contains(name)).isTrue();
        assertThat(read.type(name)).isEqualTo(ElementType.F32);
        assertThat(read.shape(name)).isEqualTo(tensor.getValue().shape());
        assertThat(found.shape()).isEqualTo(tensor.getValue().shape());
        if (!found.isEmpty()) {
          assertThat(found.dup().data().asFloat())
              .isEqualTo(tensor.getValue().dup('c').data().asFloat());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyTensorsAreSavedInBatches(Form form) throws IOException {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    for (int i = 0; i < 1001; i++) {
      tensors.put("layer." + i, Nd4j.scalar((float) i));
    }
    write(form, tensors);
    try (PyTorchFile read = PyTorchFile.open(file())) {
      assertThat(read.names()).containsExactlyElementsOf(tensors.keySet());
      assertThat(read.get("layer.1000").getFloat()).isEqualTo(1000f);
    }
  }

  @ParameterizedTest
  @EnumSource
  void arraysOutliveTheFileAndWorkInProducts(Form form) throws IOException {
    INDArray weights = Nd4j.rand(DataType.FLOAT, 8, 5);
    write(form, Map.of("w", weights));
    INDArray mapped;
    try (PyTorchFile read = PyTorchFile.open(file())) {
      mapped = read.get("w");
    }
    Files.delete(file());
    System.gc();
    assertThat(mapped.transpose().mmul(mapped)).isEqualTo(weights.transpose().mmul(weights));
    assertThat(mapped.dup().addi(1)).isEqualTo(weights.add(1));
  }

  @Test
  void theZipIsOneThatOthersReadWithContentsAligned() throws IOException {
    PyTorchWriter.zip(file(), someTensors());
    try (ZipFile zip = new ZipFile(file().toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .startsWith("archive/data.pkl", "archive/byteorder", "archive/data/0")
          .endsWith("archive/data/5", "archive/version");
      ZipEntry bias = zip.getEntry("archive/data/1");
      assertThat(bias.getMethod()).isEqualTo(ZipEntry.STORED);
      byte[] contents = zip.getInputStream(bias).readAllBytes();
      assertThat(contents)
          .isEqualTo(
              new byte[] {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, (byte) 0xc0, 0, 0, (byte) 0xc0, 0x7f});
    }
    try (var channel = FileChannel.open(file())) {
      FileBytes bytes = new FileBytes(file(), channel);
      ZipDirectory directory = ZipDirectory.read(bytes);
      for (ZipDirectory.Entry entry : directory.entries().values()) {
        assertThat(directory.contents(bytes, entry).begin() % 64).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void numbersOfEveryTypeAtAnyAddress(Form form) throws IOException {
    Map<String, View> tensors = new LinkedHashMap<>();
    storages.put("0", 1, bytes(1).put((byte) 1));
    tensors.put("mask", View.whole("BoolStorage", "0", 1));
    storages.put("1", 2, bytes(4).putShort((short) 0x3800).putShort((short) 0xc000));
    tensors.put("half", View.whole("HalfStorage", "1", 2));
    storages.put("2", 2, bytes(4).putShort((short) 0x3f00).putShort((short) 0xc000));
    tensors.put("brain", View.whole("BFloat16Storage", "2", 2, 1));
    storages.put("3", 1, bytes(8).putLong(Long.MIN_VALUE));
    tensors.put("num_batches_tracked", View.whole("LongStorage", "3"));
    storages.put("4", 1, bytes(4).putInt(-7));
    tensors.put("int", View.whole("IntStorage", "4", 1));
    storages.put("5", 2, bytes(16).putDouble(1.0 / 3).putDouble(-7));
    tensors.put("double", View.whole("DoubleStorage", "5", 1, 2));
    storages.write(file(), form, new PickleWriter().stateDict(tensors, form));
    try (PyTorchFile read = PyTorchFile.open(file())) {
      assertThat(read.names())
          .containsExactly("half", "brain", "num_batches_tracked", "int", "double");
      assertThat(read.type("half")).isEqualTo(ElementType.F16);
      assertThat(read.get("half")).isEqualTo(Nd4j.createFromArray(0.5f, -2f));
      assertThat(read.type("brain")).isEqualTo(ElementType.BF16);
      assertThat(read.get("brain")).isEqualTo(Nd4j.createFromArray(0.5f, -2f).reshape(2, 1));
      assertThat(read.get("num_batches_tracked").getLong(0)).isEqualTo(Long.MIN_VALUE);
      assertThat(read.get("num_batches_tracked").rank()).isZero();
      assertThat(read.get("int")).isEqualTo(Nd4j.createFromArray(-7));
      assertThat(read.get("double"))
          .isEqualTo(Nd4j.createFromArray(new double[][] {{1.0 / 3, -7}}));
      assertThat(read.contains("mask")).isFalse();
      assertThatThrownBy(() -> read.get("mask"))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("torch.BoolStorage");
    }
  }

  @ParameterizedTest
  @EnumSource
  void viewsOfOneStorage(Form form) throws IOException {
    storages.putFloats("0", 24);
    Map<String, View> tensors = new LinkedHashMap<>();
    tensors.put("all", view(24, 0, shape(24), 1));
    tensors.put("end", view(24, 20, shape(2, 2), 2, 1));
    tensors.put("transposed", view(24, 4, shape(2, 3), 1, 2));
    tensors.put("channels last", view(24, 0, shape(2, 3, 2, 2), 12, 1, 6, 3));
    tensors.put("column", view(24, 3, shape(4), 6));
    tensors.put("odd strides of one place", view(24, 3, shape(1, 4, 1), 99, 1, 7));
    tensors.put("expanded", view(24, 3, shape(5, 2), 0, 1));
    tensors.put("no numbers", view(24, 24, shape(0, 2), 2, 1));
    storages.write(file(), form, new PickleWriter().stateDict(tensors, form));
    try (PyTorchFile read = PyTorchFile.open(file())) {
      INDArray all = Nd4j.arange(24).castTo(DataType.FLOAT);
      assertThat(read.get("all")).isEqualTo(all);
      assertThat(read.get("end"))
          .isEqualTo(Nd4j.createFromArray(new float[][] {{20, 21}, {22, 23}}));
      assertThat(read.get("transposed"))
          .isEqualTo(Nd4j.createFromArray(new float[][] {{4, 6, 8}, {5, 7, 9}}));
      INDArray last = read.get("channels last");
      assertThat(last).isEqualTo(all.reshape(2, 2, 2, 3).permute(0, 3, 1, 2));
      assertThat(last.ordering()).isEqualTo('c');
      assertThat(read.get("column")).isEqualTo(Nd4j.createFromArray(3f, 9f, 15f, 21f));
      assertThat(read.get("odd strides of one place"))
          .isEqualTo(Nd4j.createFromArray(3f, 4f, 5f, 6f).reshape(1, 4, 1));
      assertThat(read.get("no numbers").shape()).containsExactly(0, 2);
      assertThatThrownBy(() -> read.get("expanded"))
          .isInstanceOf(BadInputException.class)
          .hasMessageContainingAll("'expanded'", "[0, 1]", ".contiguous()");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"state_dict", "model_state_dict", "model"})
  void checkpointsHoldThemDeeper(String key) throws IOException {
    storages.putFloats("0", 2);
    PickleWriter pickle = new PickleWriter().op('}').memoise().op('(');
    pickle.text("epoch").integer(1L << 40).text("best").op('N').text("arch").text("vgg16");
    pickle.text("rate").op('G').write(0x3f, 0xf0, 0, 0, 0, 0, 0, 0);
    pickle.integer(3).list(List.of("a", "b", "c")).text("done").write(0x88);
    pickle.text(key).stateDict(Map.of("w", View.whole("FloatStorage", "0", 2)), Form.ZIP);
    storages.write(file(), Form.ZIP, pickle.op('u'));
    try (PyTorchFile read = PyTorchFile.open(file())) {
      assertThat(read.names()).containsExactly("w");
      assertThat(read.get("w")).isEqualTo(Nd4j.createFromArray(0f, 1f));
    }
  }

  @Test
  void theFirstVersionsWroteOtherwise() throws IOException {
    storages.putFloats("root", 6);
    PickleWriter pickle = new PickleWriter().global("collections", "OrderedDict").op(']').op('(');
    pickle.op(']').op('(').op('U').write(1).ascii("w");
    pickle.global("torch.nn.parameter", "Parameter").global("torch._utils", "_rebuild_tensor");
    pickle.op('(').op('(').op('T').littleEndian(7, 4).ascii("storage");
    pickle.global("torch", "FloatStorage").text("root").text("cuda:0").integer(6);
    pickle.op('(').text("view").integer(2).integer(4).op('t').op('t').op('Q');
    pickle.integer(1).large(BigInteger.TWO).write(0x85).integer(1).write(0x85);
    pickle.op('t').op('R').write(0x85).op('R');
    pickle.write(0x88, 0x89).orderedDict().write(0x87).op('b');
    storages.write(file(), Form.STREAM, pickle.op('e').op('e').write(0x85).op('R'));
    try (PyTorchFile read = PyTorchFile.open(file())) {
      assertThat(read.get("w")).isEqualTo(Nd4j.createFromArray(3f, 4f));
    }
  }

  @Test
  void laterProtocols() throws IOException {
    storages.putFloats("0", 6);
    PickleWriter pickle = new PickleWriter().write(0x80, 4, 0x95).littleEndian(99, 8);
    pickle.op('}').memoise().write(0x8c, 1).ascii("w").write(0x94);
    pickle.write(0x8c, 12).ascii("torch._utils").write(0x8c, 15).ascii("_rebuild_tensor");
    pickle.write(0x93).op('(').op('(').write(0x8d).littleEndian(7, 8).ascii("storage");
    pickle.write(0x8c, 5).ascii("torch").write(0x8c, 12).ascii("FloatStorage").write(0x93);
    pickle.write(0x8c, 1).ascii("0").op('N').integer(6).op('t').op('Q');
    pickle.integer(0).integer(6).write(0x85).integer(1).write(0x85).op('t').op('R').op('s');
    storages.write(file(), Form.ZIP, pickle);
    try (PyTorchFile read = PyTorchFile.open(file())) {
      assertThat(read.get("w").sumNumber().floatValue()).isEqualTo(15f);
    }
  }

  @Test
  void filesTooLargeForOneMapping() throws IOException {
    int count = (1 << 29) + 1;
    storages.put("0", count, bytes(0));
    View end = view(count, count - 2, shape(2), 1);
    PickleWriter pickle = new PickleWriter().stateDict(Map.of("end", end), Form.STREAM);
    storages.write(file(), Form.STREAM, pickle);
    try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      long size = channel.size() + 4L * count; // with a hole, which takes no room on the disk
      channel.write(bytes(8).putFloat(3).putFloat(4).flip(), size - 8);
    }
    try (PyTorchFile read = PyTorchFile.open(file())) {
      assertThat(read.get("end")).isEqualTo(Nd4j.createFromArray(3f, 4f));
    }
  }

  @Test
  void widerZipsAreRead() throws IOException {
    PyTorchWriter.zip(file(), Map.of("w", Nd4j.createFromArray(5f, 6f)));
    Files.write(file(), widened(Files.readAllBytes(file())));
    try (ZipFile zip = new ZipFile(file().toFile())) {
      assertThat(zip.getEntry("archive/data/0").getSize()).isEqualTo(8);
    }
    try (PyTorchFile read = PyTorchFile.open(file())) {
      assertThat(read.get("w")).isEqualTo(Nd4j.createFromArray(5f, 6f));
    }
  }

  /** Turns the directory into one of ZIP64, with every number where files over 4 GB have it. */
  private static byte[] widened(byte[] zip) {
    ByteBuffer old = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int end = zip.length - 22;
    int begin = old.getInt(end + 16);
    ByteBuffer wide = bytes(zip.length + 1000).put(zip, 0, begin);
    int count = 0;
    for (int at = begin; at < end; count++) {
      int name = old.getShort(at + 28);
      ByteBuffer entry = bytes(46 + name + 28).put(zip, at, 46 + name);
      entry.putShort((short) 1).putShort((short) 24).putLong(old.getInt(at + 24));
      entry.putLong(old.getInt(at + 20)).putLong(old.getInt(at + 42));
      entry.putInt(20, -1).putInt(24, -1).putInt(42, -1).putShort(30, (short) 28);
      wide.put(entry.flip());
      at += 46 + name;
    }
    long wideEnd = wide.position();
    wide.putInt(0x06064b50).putLong(44).putInt(0).putInt(0).putInt(0).putLong(count);
    wide.putLong(count).putLong(wideEnd - begin).putLong(begin);
    wide.putInt(0x07064b50).putInt(0).putLong(wideEnd).putInt(1);
    wide.putInt(0x06054b50).putInt(0).putShort((short) -1).putShort((short) -1);
    wide.putInt(-1).putInt(-1).putShort((short) 0);
    byte[] written = new byte[wide.position()];
    wide.get(0, written);
    return written;
  }
}
