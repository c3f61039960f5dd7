package org.caption4j.tensor.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.caption4j.BadInputException;
import org.caption4j.tensor.pytorch.PickleWriter.Form;
import org.caption4j.tensor.pytorch.PickleWriter.Storage;
import org.caption4j.tensor.pytorch.PickleWriter.View;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What must not be opened, and with what words. */
class PyTorchFileFaultsTest {
  private static final long HUGE = 1L << 62;

  /** Bytes of a zip's first entry up to the end of its name, archive/data.pkl. */
  private static final int LOCAL_HEADER = 30 + 16;

  /** Bytes of the magic number and the pickle around it. */
  private static final int MAGIC = 15;

  @TempDir Path folder;
  private final Storages storages = new Storages().putFloats("0", 6);

  private Path file() {
    return folder.resolve("weights.pth");
  }

  private void assertRefused(String... fragments) {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () ->
            assertThatThrownBy(() -> PyTorchFile.open(file()).close())
                .isInstanceOf(BadInputException.class)
                .message()
                .startsWith(file() + ": ")
                .doesNotContain("\n")
                .contains(fragments));
  }

  private void assertRefused(Form form, PickleWriter pickle, String... fragments)
      throws IOException {
    storages.write(file(), form, pickle);
    assertRefused(fragments);
  }

  private static View view(long offset, List<Long> shape, Long... strides) {
    return new View(
        new Storage("FloatStorage", "0", 6),
        offset,
        shape.stream().mapToLong(Long::longValue).toArray(),
        Arrays.stream(strides).mapToLong(Long::longValue).toArray());
  }

  private static byte[] small(Path file, Form form) throws IOException {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    tensors.put("a", Nd4j.createFromArray(1f, 2f, 3f, 4f).reshape(2, 2));
    tensors.put("b", Nd4j.scalar(5f));
    if (form == Form.ZIP) {
      PyTorchWriter.zip(file, tensors);
    } else {
      PyTorchWriter.stream(file, tensors);
    }
    return Files.readAllBytes(file);
  }

  @ParameterizedTest
  @EnumSource
  void truncatedAnywhere(Form form) throws IOException {
    byte[] bytes = small(file(), form);
    for (int length = 0; length < bytes.length; length++) {
      Files.write(file(), Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> PyTorchFile.open(file()))
          .as("%d of %d bytes", length, bytes.length)
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith(file() + ": ");
      assertThat(PyTorchFile.recognises(file()))
          .isEqualTo(length >= (form == Form.ZIP ? LOCAL_HEADER : MAGIC));
    }
  }

  @ParameterizedTest
  @EnumSource
  void flippedBytesAreFoundOrHarmless(Form form) throws IOException {
    byte[] bytes = small(file(), form);
    Random random = new Random(7);
    int opened = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] flipped = bytes.clone();
      for (int times = random.nextInt(1, 4); times > 0; times--) {
        flipped[random.nextInt(flipped.length)] = (byte) random.nextInt();
      }
      Files.write(file(), flipped);
      try (PyTorchFile read = PyTorchFile.open(file())) {
        for (String name : read.names()) {
          assertThat(read.get(name).dup().length()).isNotNegative();
        }
        opened++;
      } catch (BadInputException e) {
        assertThat(e).hasMessageStartingWith(file() + ": ");
      }
    }
    assertThat(opened).isBetween(1, 1999);
  }

  @Test
  void namesThatAreNoFile() throws IOException {
    assertThat(PyTorchFile.recognises(file())).isFalse();
    assertRefused("no such file");
    Files.createDirectory(file());
    assertThat(PyTorchFile.recognises(file())).isFalse();
    assertRefused("is a folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "PK", "{\"a\": 1}", "a long text that is nothing of the kind"})
  void otherFiles(String text) throws IOException {
    Files.writeString(file(), text);
    assertThat(PyTorchFile.recognises(file())).isFalse();
    assertRefused("not a PyTorch file", text.isEmpty() ? "an empty file" : "neither");
  }

  @Test
  void theTarOfTheFirstVersions() throws IOException {
    byte[] tar = new byte[1024];
    System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
    Files.write(file(), tar);
    assertRefused("is a tar", "save it again");
  }

  @Test
  void otherZips() throws IOException {
    try (OutputStream out = Files.newOutputStream(file());
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("a/b.txt"));
      zip.write(1);
    }
    assertThat(PyTorchFile.recognises(file())).isFalse();
    assertRefused("not a PyTorch file", "data.pkl");
  }

  @Test
  void compressedEntries() throws IOException {
    Path stored = folder.resolve("stored.pth");
    storages.write(stored, Form.ZIP, new PickleWriter().orderedDict());
    try (OutputStream out = Files.newOutputStream(file());
        ZipOutputStream zip = new ZipOutputStream(out);
        ZipFile from = new ZipFile(stored.toFile())) {
      for (ZipEntry entry : Collections.list(from.entries())) {
        zip.putNextEntry(new ZipEntry(entry.getName()));
        from.getInputStream(entry).transferTo(zip);
      }
    }
    assertThat(PyTorchFile.recognises(file())).isTrue();
    assertRefused("compressed", "save it anew");
  }

  @Test
  void bigEndianNumbers() throws IOException {
    byte[] bytes = small(file(), Form.ZIP);
    replace(bytes, "little".getBytes(StandardCharsets.US_ASCII), "bigger");
    Files.write(file(), bytes);
    assertRefused("'little'", "'bigger'");
    bytes = small(file(), Form.STREAM);
    int at = indexOf(bytes, "little_endian".getBytes(StandardCharsets.US_ASCII));
    bytes[at + "little_endian".length() + 2] = (byte) 0x89;
    Files.write(file(), bytes);
    assertRefused("expected little_endian true, found the number false");
  }

  private static void replace(byte[] bytes, byte[] from, String to) {
    byte[] target = to.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(target, 0, bytes, indexOf(bytes, from), target.length);
  }

  private static int indexOf(byte[] bytes, byte[] sought) {
    int at = 0;
    while (!Arrays.equals(bytes, at, at + sought.length, sought, 0, sought.length)) {
      at++;
    }
    return at;
  }

  @ParameterizedTest
  @CsvSource({
    "os, system",
    "posix, system",
    "builtins, eval",
    "__builtin__, getattr",
    "builtins, bytearray",
    "datetime, date",
    "decimal, Decimal",
    "builtins, set",
    "builtins, ValueError",
    "exceptions, Exception",
    "copy_reg, _reconstructor",
    "operator, attrgetter",
    "_codecs, encode",
    "array, array",
    "torch, load",
    "torch.storage, _load_from_bytes",
    "torch._utils, _import_dotted_name",
    "java.lang.Runtime, getRuntime",
    "collections, OrderedDict.__init__",
    "torch, EvilStorage"
  })
  void functionsThatAreNoTensors(String module, String name) throws IOException {
    String[] words = {"names " + module + "." + name, "do not trust it"};
    for (Form form : Form.values()) {
      assertRefused(form, inDict(call().global(module, name).text("x").write(0x85).op('R')), words);
      assertRefused(
          form,
          inDict(call().text(module).text(name).write(0x93).text("x").write(0x85).op('R')),
          words);
      assertRefused(
          form, inDict(call().op('(').text("x").op('i').ascii(module + "\n" + name + "\n")), words);
      assertRefused(form, inDict(call().op('(').global(module, name).text("x").op('o')), words);
      assertRefused(form, inDict(call().global(module, name).text("x").write(0x85, 0x81)), words);
    }
    assertRefused(Form.STREAM, new PickleWriter().global(module, name), words);
  }

  private static PickleWriter call() {
    return new PickleWriter().op('}').text("w");
  }

  private static PickleWriter inDict(PickleWriter pickle) {
    return pickle.op('s');
  }

  @Test
  void aFunctionInTheHead() throws IOException {
    byte[] bytes = small(file(), Form.STREAM);
    byte[] head = new PickleWriter().integer(1001).end();
    int at = indexOf(bytes, head);
    byte[] evil = new PickleWriter().global("os", "system").op('(').text("x").op('t').op('R').end();
    byte[] file = Arrays.copyOf(bytes, at + evil.length);
    System.arraycopy(evil, 0, file, at, evil.length);
    Files.write(file(), file);
    assertRefused("names os.system");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x81, 0x82, 0x83, 0x84, 0x8b, 0x8e, 0x8f, 0x90, 0x91, 0x92, 0x96, 0x97})
  void instructionsOfOtherObjects(int instruction) throws IOException {
    assertRefused(
        Form.ZIP,
        new PickleWriter().orderedDict().write(instruction, 1, 1, 1, 1, 1, 1, 1, 1),
        "instruction 0x%02x".formatted(instruction));
  }

  @Test
  void knownFunctionsTakeNothingElse() throws IOException {
    assertRefused(
        Form.ZIP,
        inDict(call().global("torch._utils", "_rebuild_tensor_v2").text("x").write(0x85).op('R')),
        "_rebuild_tensor_v2 does not take these 1 arguments");
    assertRefused(
        Form.ZIP,
        inDict(call().global("torch", "FloatStorage").op(')').op('R')),
        "expected a function to call");
    assertRefused(
        Form.ZIP,
        inDict(call().global("collections", "OrderedDict").op('N').op('b')),
        "expected a dict that has attributes");
    assertRefused(
        Form.ZIP,
        inDict(call().text("module").text("x").write(0x86).op('Q')),
        "expected a reference to a storage");
  }

  @Test
  void lengthsThatAreNotThere() throws IOException {
    PickleWriter pickle = new PickleWriter().op('X').littleEndian(Integer.MAX_VALUE, 4);
    assertRefused(Form.ZIP, pickle, "expected 2147483647 bytes");
    pickle = new PickleWriter().op('X').littleEndian(-1, 4);
    assertRefused(Form.STREAM, pickle, "expected 4294967295 bytes");
    pickle = new PickleWriter().write(0x8d).littleEndian(-1, 8);
    assertRefused(Form.ZIP, pickle, "expected 18446744073709551615 bytes");
    pickle = new PickleWriter().op('T').littleEndian(Integer.MIN_VALUE, 4);
    assertRefused(Form.ZIP, pickle, "expected 2147483648 bytes");
    pickle = new PickleWriter().op('c').ascii("a".repeat(100_000));
    assertRefused(Form.ZIP, pickle, "names aaa");
  }

  @Test
  void objectsThatContainThemselves() throws IOException {
    PickleWriter pickle = new PickleWriter().op('}').memoise();
    assertRefused(
        Form.ZIP, pickle.text("state_dict").op('h').write(0).op('s'), "found the keys: state_dict");
    pickle = new PickleWriter().op(']').memoise().op('h').write(0).op('a');
    assertRefused(Form.ZIP, pickle, "found a list");
    pickle = new PickleWriter().op('}').op(']').memoise().op('h').write(0).op('a').op('N').op('s');
    assertRefused(Form.ZIP, pickle, "as keys, found a list");
  }

  @Test
  void growthByRepetition() throws IOException {
    PickleWriter laughs = new PickleWriter().op(']').memoise();
    for (int i = 0; i < 60; i++) { // each list holds the one before ten times
      laughs.op(']').memoise().op('(');
      for (int times = 0; times < 10; times++) {
        laughs.op('h').write(i);
      }
      laughs.op('e');
    }
    assertRefused(Form.ZIP, laughs, "found a list");
    PickleWriter dicts =
        new PickleWriter().global("collections", "OrderedDict").op(']').memoise().op('(');
    for (int i = 0; i < 10_000; i++) {
      dicts.integer(i).op('N').write(0x86);
    }
    dicts.op('e');
    for (int i = 0; i < 10_000; i++) {
      dicts.op('h').write(0).op('h').write(1).write(0x85).op('R');
    }
    assertRefused(Form.ZIP, dicts, "at most 2000000 instructions");
    PickleWriter steps = new PickleWriter();
    for (int i = 0; i < 2_000_001; i++) {
      steps.op('}');
    }
    assertRefused(Form.STREAM, steps, "at most 2000000 instructions");
    assertRefused(
        Form.ZIP, new PickleWriter().text("a".repeat(17 << 20)), "expected 17825792 bytes");
  }

  @ParameterizedTest
  @EnumSource
  void tensorsOutsideTheirStorage(Form form) throws IOException {
    assertView(form, view(0, List.of(7L), 1L), "[7]", "6 numbers", "too small");
    assertView(form, view(1, List.of(2L, 3L), 3L, 1L), "too small");
    assertView(form, view(7, List.of(0L), 1L), "too small");
    assertView(form, view(-1, List.of(2L), 1L), "too small");
    assertView(form, view(6, List.of()), "too small");
    assertView(form, view(0, List.of(-1L), 1L), "from 0 up");
    assertView(form, view(5, List.of(3L), -1L), "from 0 up");
    assertView(form, view(0, List.of(3L), 1L, 1L), "as many strides");
    assertView(form, view(0, List.of(HUGE, HUGE), 1L, 1L), "fit a file");
    assertView(form, view(0, List.of(HUGE), HUGE), "fit a file");
    assertView(form, view(Long.MAX_VALUE, List.of(2L), 1L), "too small");
    assertView(form, view(0, Collections.nCopies(33, 1L)), "at most 32 dimensions");
  }

  private void assertView(Form form, View view, String... words) throws IOException {
    assertRefused(form, new PickleWriter().stateDict(Map.of("w", view), form), words);
  }

  @Test
  void numbersThatNoStorageHas() throws IOException {
    PickleWriter pickle = call().global("torch._utils", "_rebuild_tensor").op('(');
    pickle.storage(new Storage("FloatStorage", "0", 6), Form.ZIP);
    pickle.large(BigInteger.ONE.shiftLeft(80)).tuple(1).tuple(1).op('t').op('R');
    assertRefused(Form.ZIP, inDict(pickle), "whole number of 64 bits");
    assertView(Form.ZIP, View.whole("FloatStorage", "0", HUGE), "storage 'archive/data/0'");
    assertView(Form.STREAM, View.whole("FloatStorage", "0", HUGE), "found 6");
    assertView(Form.ZIP, View.whole("FloatStorage", "0", -6), "expected -6 numbers");
    assertView(Form.ZIP, View.whole("DoubleStorage", "0", 6), "expected 6 numbers of 8 bytes");
    assertView(Form.STREAM, View.whole("DoubleStorage", "0", 6), "truncated, expected 6 numbers");
    assertView(Form.ZIP, View.whole("FloatStorage", "1", 6), "archive/data/1", "is missing");
    assertView(Form.STREAM, View.whole("FloatStorage", "1", 6), "expected the storages");
    Map<String, View> tensors = new LinkedHashMap<>();
    tensors.put("a", View.whole("FloatStorage", "0", 6));
    tensors.put("b", View.whole("IntStorage", "0", 6));
    assertRefused(
        Form.ZIP, new PickleWriter().stateDict(tensors, Form.ZIP), "6 of torch.IntStorage");
  }

  @Test
  void storagesThatTheStreamDoesNotList() throws IOException {
    new Storages()
        .write(
            file(),
            Form.STREAM,
            new PickleWriter()
                .stateDict(Map.of("w", View.whole("FloatStorage", "0", 6)), Form.STREAM));
    assertRefused("tensor 'w'", "storage '0' is missing");
  }

  @ParameterizedTest
  @EnumSource
  void namesThatComeTwice(Form form) throws IOException {
    View view = View.whole("FloatStorage", "0", 6);
    PickleWriter pickle = new PickleWriter().orderedDict().op('(').text("w").tensor(view, form);
    assertRefused(form, pickle.text("w").tensor(view, form).op('u'), "'w' stands there twice");
  }

  @Test
  void savedThingsThatAreNoDictOfTensors() throws IOException {
    View view = View.whole("FloatStorage", "0", 6);
    assertRefused(
        Form.ZIP, new PickleWriter().tensor(view, Form.ZIP), "found a tensor without a name");
    assertRefused(Form.ZIP, new PickleWriter().op('N'), "found None");
    assertRefused(Form.ZIP, new PickleWriter().orderedDict(), "none at all");
    PickleWriter deep = new PickleWriter().op('}').text("net").orderedDict().op('s');
    assertRefused(Form.ZIP, deep, "alone or under state_dict", "found the keys: net");
  }

  @Test
  void askingForWhatIsNotThere() throws IOException {
    small(file(), Form.ZIP);
    PyTorchFile read = PyTorchFile.open(file());
    assertThatThrownBy(() -> read.get("c"))
        .isInstanceOf(BadInputException.class)
        .hasMessage(file() + ": no tensor 'c', found a, b");
    assertThatThrownBy(() -> read.shape("c")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> read.type("c")).isInstanceOf(IllegalArgumentException.class);
    read.close();
    assertThatThrownBy(() -> read.get("a")).isInstanceOf(IllegalStateException.class);
  }
}
