package org.caption4j.tensor.pytorch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.Unpickler;
import org.caption4j.BadInputException;

/**
 * Reads pickles of tensors, and of nothing else.
 *
 * <p>Every instruction goes through {@link #dispatch}, which knows a list of them. Those that name,
 * call or build something, and those that carry a length, are done here; the library does what only
 * moves plain values. So its register of constructors (dates, sets, exceptions, whatever class is
 * named) is never reached, no method is looked up by name, and memory is taken for what the file
 * holds, never for what it claims.
 */
final class TensorUnpickler extends Unpickler {
  /** Instructions in a pickle; a tensor takes some 40. Bounds time and memory. */
  private static final int MOST_STEPS = 2_000_000;

  private static final int LONGEST_NAME = 256;

  private final Path file;
  private final PickleStream bytes;
  private final Map<String, StoragePart> storages = new LinkedHashMap<>();
  private int steps;

  private TensorUnpickler(Path file, PickleStream bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /**
   * Reads one pickle; behind it the stream stands at the byte that follows.
   *
   * @param file its name, for messages
   * @throws BadInputException if it is damaged, or names anything but tensors
   */
  static Pickle read(Path file, PickleStream bytes) throws IOException {
    TensorUnpickler unpickler = new TensorUnpickler(file, bytes);
    try {
      return new Pickle(unpickler.load(bytes), unpickler.storages);
    } catch (RuntimeException e) { // the library's stack throws whatever it meets
      throw new BadInputException(
          "%s: damaged, the description of its tensors cannot be read at byte %d: %s"
              .formatted(
                  file,
                  bytes.position(),
                  e instanceof PickleException ? e.getMessage() : "an instruction does not fit"),
          e);
    }
  }

  @Override
  protected Object dispatch(short key) throws IOException {
    count(1);
    switch (key) {
      case Opcodes.GLOBAL -> {
        String module = line();
        stack.add(known(module, line()));
      }
      case Opcodes.STACK_GLOBAL -> {
        Object name = stack.pop();
        stack.add(known((String) stack.pop(), (String) name));
      }
      case Opcodes.INST -> {
        String module = line();
        throw refused(module + "." + line());
      }
      case Opcodes.REDUCE -> reduce();
      case Opcodes.BUILD -> build();
      case Opcodes.BINPERSID -> stack.add(storage(stack.pop()));
      case Opcodes.EMPTY_DICT -> stack.add(new PickledDict());
      case Opcodes.EMPTY_LIST -> stack.add(new PickledList());
      case Opcodes.APPEND -> append(stack.pop());
      case Opcodes.APPENDS -> stack.pop_all_since_marker().forEach(this::append);
      case Opcodes.SETITEM -> {
        Object value = stack.pop();
        Object name = stack.pop();
        dict().put(name, value);
      }
      case Opcodes.SETITEMS -> setItems(stack.pop_all_since_marker());
      case Opcodes.BINUNICODE -> stack.add(text(unsigned(4)));
      case Opcodes.SHORT_BINUNICODE -> stack.add(text(unsigned(1)));
      case Opcodes.BINUNICODE8 -> stack.add(text(unsigned(8)));
      case Opcodes.BINSTRING -> stack.add(text(unsigned(4)));
      case Opcodes.SHORT_BINSTRING -> stack.add(text(unsigned(1)));
      case Opcodes.MARK,
          Opcodes.STOP,
          Opcodes.PROTO,
          Opcodes.FRAME,
          Opcodes.NONE,
          Opcodes.NEWTRUE,
          Opcodes.NEWFALSE,
          Opcodes.BININT,
          Opcodes.BININT1,
          Opcodes.BININT2,
          Opcodes.LONG1,
          Opcodes.BINFLOAT,
          Opcodes.EMPTY_TUPLE,
          Opcodes.TUPLE,
          Opcodes.TUPLE1,
          Opcodes.TUPLE2,
          Opcodes.TUPLE3,
          Opcodes.BINGET,
          Opcodes.LONG_BINGET,
          Opcodes.BINPUT,
          Opcodes.LONG_BINPUT,
          Opcodes.MEMOIZE -> {
        return super.dispatch(key);
      }
      default ->
          throw new BadInputException(
              "%s: the pickle instruction 0x%02x at byte %d is none that a file of weights needs;%s"
                  .formatted(file, key, bytes.position() - 1, " save the weights' state_dict()"));
    }
    return NO_RETURN_VALUE;
  }

  private void count(int more) throws BadInputException {
    steps += more;
    if (steps > MOST_STEPS) {
      throw new BadInputException(
          "%s: expected a description of its tensors of at most %d instructions, found more"
              .formatted(file, MOST_STEPS));
    }
  }

  private Object known(String module, String name) throws BadInputException {
    String pythonName = module + "." + name;
    var storage = StorageClass.named(pythonName);
    if (storage.isPresent()) {
      return storage.get();
    }
    return KnownFunction.named(pythonName).orElseThrow(() -> refused(pythonName));
  }

  private BadInputException refused(String pythonName) {
    return new BadInputException(
        "%s: names %s, which is no tensor; a file of weights holds tensors only, do not trust it"
            .formatted(file, Kind.brief(pythonName)));
  }

  private void reduce() throws BadInputException {
    Object arguments = stack.pop();
    Object called = stack.pop();
    if (!(called instanceof KnownFunction function) || !(arguments instanceof Object[] given)) {
      throw new PickleException("expected a function to call, found " + Kind.of(called));
    }
    if (given.length > 0 && given[0] instanceof PickledList list) {
      count(list.size()); // or one long list, turned into a dict again and again, takes all memory
    }
    stack.add(function.apply(given));
  }

  /** Attributes, such as the versions in {@code _metadata}, are no weights: they are dropped. */
  private void build() {
    stack.pop();
    Object target = stack.peek();
    if (!(target instanceof PickledDict) && !(target instanceof StoredTensor)) {
      throw new PickleException("expected a dict that has attributes, found " + Kind.of(target));
    }
  }

  private void append(Object value) {
    ((PickledList) stack.peek()).add(value);
  }

  private PickledDict dict() {
    return (PickledDict) stack.peek();
  }

  private void setItems(List<Object> items) {
    for (int i = 0; i < items.size(); i += 2) {
      dict().put(items.get(i), items.get(i + 1));
    }
  }

  /** Reads ('storage', class, key, device, numbers), to which old files add a view or None. */
  private StoragePart storage(Object id) throws BadInputException {
    if (!(id instanceof Object[] parts)
        || parts.length < 5
        || parts.length > 6
        || !"storage".equals(parts[0])
        || !(parts[1] instanceof StorageClass type)
        || !(parts[2] instanceof String key)) {
      throw new PickleException("expected a reference to a storage, found another");
    }
    long numbers = KnownFunction.number(parts[4]);
    StoragePart whole = new StoragePart(type, key, numbers, 0, numbers);
    StoragePart before = storages.putIfAbsent(key, whole);
    if (before != null && !before.equals(whole)) {
      throw new BadInputException(
          "%s: storage '%s': expected %d numbers of %s as before, found %d of %s"
              .formatted(file, Kind.brief(key), before.numbers(), before.type(), numbers, type));
    }
    if (parts.length == 5 || parts[5] == null) {
      return whole;
    }
    if (!(parts[5] instanceof Object[] view) || view.length != 3) {
      throw new PickleException("expected a view of a storage, found " + Kind.of(parts[5]));
    }
    return new StoragePart(
        type, key, numbers, KnownFunction.number(view[1]), KnownFunction.number(view[2]));
  }

  private String text(long length) throws IOException {
    return new String(bytes.take(length), StandardCharsets.UTF_8);
  }

  private long unsigned(int width) throws IOException {
    ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return number.put(bytes.take(width)).rewind().getLong();
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = bytes.read(); next != '\n'; next = bytes.read()) {
      line.append((char) next);
      if (line.length() > LONGEST_NAME) {
        throw refused(line.toString());
      }
    }
    return line.toString();
  }
}
