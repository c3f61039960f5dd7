package org.caption4j.encoder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.caption4j.BadInputException;
import org.caption4j.encoder.node.Node;
import org.caption4j.tensor.SafeTensors;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Nodes as JSON and back: the record's class, and its components by name. An array is a tensor of
 * its own, named {@code node/component}; where there is none, the component is null.
 *
 * <p>Values are converted here and not by Jackson's data binding, which would take a tenth of a
 * second of a cold start to learn the records' types.
 */
final class NodeRecord {
  private static final String TYPE = "type";
  private static final String NAME = "name";

  private NodeRecord() {}

  /**
   * Describes a node.
   *
   * @param node a record
   * @param tensors its arrays are added to them
   */
  static JsonNode describe(Node node, Map<String, INDArray> tensors) {
    ObjectNode description = JsonNodeFactory.instance.objectNode();
    description.put(TYPE, node.getClass().getSimpleName());
    for (RecordComponent component : node.getClass().getRecordComponents()) {
      Object value = value(node, component);
      if (component.getType() != INDArray.class) {
        description.set(component.getName(), json(value));
      } else if (value != null) {
        tensors.put(tensor(node.name(), component), (INDArray) value);
      }
    }
    return description;
  }

  private static JsonNode json(Object value) {
    JsonNodeFactory factory = JsonNodeFactory.instance;
    if (value instanceof Integer number) {
      return factory.numberNode(number);
    } else if (value instanceof Double number) {
      return factory.numberNode(number);
    } else if (value instanceof Boolean truth) {
      return factory.booleanNode(truth);
    } else if (value instanceof String || value instanceof Enum<?>) {
      return factory.textNode(value.toString());
    } else if (value instanceof List<?> list) {
      ArrayNode array = factory.arrayNode();
      list.forEach(element -> array.add(json(element)));
      return array;
    }
    ObjectNode record = factory.objectNode();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      record.set(component.getName(), json(value(value, component)));
    }
    return record;
  }

  private static Object value(Object record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(record.getClass() + " has no accessible components", e);
    }
  }

  /**
   * Makes a node.
   *
   * @param description as {@link #describe} makes it
   * @param tensors holds its arrays
   * @throws IllegalArgumentException if there is no such kind of node, or a component is missing
   * @throws BadInputException if an array is damaged
   */
  static Node make(JsonNode description, SafeTensors tensors) throws BadInputException {
    Class<?> type = type(description.path(TYPE).asText());
    String name = description.path(NAME).asText();
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      if (components[i].getType() == INDArray.class) {
        String tensor = tensor(name, components[i]);
        values[i] = tensors.contains(tensor) ? tensors.get(tensor, tensors.shape(tensor)) : null;
      } else {
        values[i] = component(description, components[i]);
      }
    }
    return (Node) make(type, values);
  }

  private static Object component(JsonNode description, RecordComponent component) {
    JsonNode value = description.get(component.getName());
    if (value == null) {
      throw new IllegalArgumentException(
          "expected " + component.getName() + " but found none of this name");
    }
    return value(value, component.getType());
  }

  private static Object value(JsonNode value, Class<?> type) {
    if (type == int.class && value.isInt()) {
      return value.intValue();
    } else if (type == double.class && value.isNumber()) {
      return value.doubleValue();
    } else if (type == boolean.class && value.isBoolean()) {
      return value.booleanValue();
    } else if (type == String.class && value.isTextual()) {
      return value.textValue();
    } else if (type.isEnum() && value.isTextual()) {
      return constant(value.textValue(), type);
    } else if (type == List.class && value.isArray()) {
      List<Object> names = new ArrayList<>();
      value.forEach(element -> names.add(value(element, String.class)));
      return names;
    } else if (type.isRecord() && value.isObject()) {
      return make(
          type,
          Arrays.stream(type.getRecordComponents())
              .map(component -> component(value, component))
              .toArray());
    }
    throw new IllegalArgumentException(
        "expected %s but found %s".formatted(type.getSimpleName(), value));
  }

  private static Object constant(String name, Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected one of %s but found '%s'"
                        .formatted(Arrays.toString(type.getEnumConstants()), name)));
  }

  private static Object make(Class<?> type, Object... values) {
    try {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getCause().getMessage(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has no canonical constructor", e);
    }
  }

  private static Class<?> type(String name) {
    return kinds(Node.class)
        .filter(kind -> kind.getSimpleName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no kind of node '%s'".formatted(name)));
  }

  /** The records of a sealed interface. */
  private static Stream<Class<?>> kinds(Class<?> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses())
        .flatMap(kind -> kind.isRecord() ? Stream.of(kind) : kinds(kind));
  }

  private static String tensor(String node, RecordComponent component) {
    return node + "/" + component.getName();
  }
}
