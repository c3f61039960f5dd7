package org.caption4j.encoder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.caption4j.BadInputException;
import org.caption4j.encoder.node.Node;
import org.caption4j.tensor.SafeTensors;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Nodes as JSON and back: the record's class, and its components by name. An array is a tensor of
 * its own, named {@code node/component}; where there is none, the component is null.
 */
final class NodeRecord {
  private static final String TYPE = "type";

  /** Components alone, not what a record can tell besides. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(MapperFeature.AUTO_DETECT_IS_GETTERS).build();

  private NodeRecord() {}

  /**
   * Describes a node.
   *
   * @param node a record
   * @param tensors its arrays are added to them
   */
  static JsonNode describe(Node node, Map<String, INDArray> tensors) {
    ObjectNode description = JSON.createObjectNode();
    description.put(TYPE, node.getClass().getSimpleName());
    for (RecordComponent component : node.getClass().getRecordComponents()) {
      Object value = value(node, component);
      if (component.getType() != INDArray.class) {
        description.set(component.getName(), JSON.valueToTree(value));
      } else if (value != null) {
        tensors.put(tensor(node.name(), component), (INDArray) value);
      }
    }
    return description;
  }

  private static Object value(Node node, RecordComponent component) {
    try {
      return component.getAccessor().invoke(node);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(node.getClass() + " has no accessible components", e);
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
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = value(description, components[i], tensors);
    }
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return (Node) constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getCause().getMessage(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has no canonical constructor", e);
    }
  }

  private static Object value(JsonNode description, RecordComponent component, SafeTensors tensors)
      throws BadInputException {
    if (component.getType() == INDArray.class) {
      String name = tensor(description.path("name").asText(), component);
      return tensors.contains(name) ? tensors.get(name) : null;
    }
    JsonNode value = description.get(component.getName());
    if (value == null) {
      throw new IllegalArgumentException(
          "expected " + component.getName() + " but found none of this name");
    }
    return JSON.convertValue(
        value, JSON.getTypeFactory().constructType(component.getGenericType()));
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
