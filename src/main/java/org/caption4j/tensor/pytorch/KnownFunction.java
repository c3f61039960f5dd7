package org.caption4j.tensor.pytorch;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.razorvine.pickle.PickleException;

/** The functions that a file may name. They make a description of a tensor, or a dict. */
enum KnownFunction {
  ORDERED_DICT("collections.OrderedDict") {
    @Override
    Object apply(Object[] arguments) {
      PickledDict dict = new PickledDict();
      if (arguments.length == 0) {
        return dict;
      }
      // Python 2 hands over a list of pairs
      if (arguments.length != 1 || !(arguments[0] instanceof PickledList pairs)) {
        throw misfit(arguments);
      }
      for (Object pair : pairs) {
        if (pair instanceof PickledList list && list.size() == 2) {
          dict.put(list.get(0), list.get(1));
        } else if (pair instanceof Object[] tuple && tuple.length == 2) {
          dict.put(tuple[0], tuple[1]);
        } else {
          throw misfit(arguments);
        }
      }
      return dict;
    }
  },
  /** Of a storage, an offset, a shape and strides. */
  TENSOR("torch._utils._rebuild_tensor") {
    @Override
    Object apply(Object[] arguments) {
      return tensor(arguments);
    }
  },
  /** The same, with what only training needs behind it. */
  TENSOR_V2("torch._utils._rebuild_tensor_v2") {
    @Override
    Object apply(Object[] arguments) {
      return tensor(arguments);
    }
  },
  PARAMETER("torch._utils._rebuild_parameter") {
    @Override
    Object apply(Object[] arguments) {
      return parameter(arguments);
    }
  },
  /** As the first versions of PyTorch wrote it. */
  PARAMETER_CLASS("torch.nn.parameter.Parameter") {
    @Override
    Object apply(Object[] arguments) {
      return parameter(arguments);
    }
  };

  private static final int MOST_DIMENSIONS = 32;

  private final String pythonName;

  KnownFunction(String pythonName) {
    this.pythonName = pythonName;
  }

  /** Returns the function of a dotted Python name, or empty if there is none. */
  static Optional<KnownFunction> named(String pythonName) {
    return Arrays.stream(values()).filter(each -> each.pythonName.equals(pythonName)).findFirst();
  }

  /**
   * @throws PickleException if the arguments are not those of the function
   */
  abstract Object apply(Object[] arguments);

  StoredTensor tensor(Object[] arguments) {
    if (arguments.length < 4 || !(arguments[0] instanceof StoragePart storage)) {
      throw misfit(arguments);
    }
    return new StoredTensor(
        storage, number(arguments[1]), numbers(arguments[2]), numbers(arguments[3]));
  }

  StoredTensor parameter(Object[] arguments) {
    if (arguments.length == 0 || !(arguments[0] instanceof StoredTensor tensor)) {
      throw misfit(arguments);
    }
    return tensor;
  }

  PickleException misfit(Object[] arguments) {
    return new PickleException(
        "%s does not take these %d arguments".formatted(pythonName, arguments.length));
  }

  private static List<Long> numbers(Object tuple) {
    if (!(tuple instanceof Object[] numbers)) {
      throw new PickleException("expected a shape or strides, found " + Kind.of(tuple));
    }
    if (numbers.length > MOST_DIMENSIONS) {
      throw new PickleException(
          "expected at most %d dimensions, found %d".formatted(MOST_DIMENSIONS, numbers.length));
    }
    return Arrays.stream(numbers).map(KnownFunction::number).toList();
  }

  /** Returns a whole number of 64 bits. */
  static long number(Object object) {
    if (object instanceof Integer || object instanceof Long) {
      return ((Number) object).longValue();
    }
    throw new PickleException("expected a whole number of 64 bits, found " + Kind.of(object));
  }
}
