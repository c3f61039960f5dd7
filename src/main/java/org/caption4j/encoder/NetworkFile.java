package org.caption4j.encoder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.StrictJson;
import org.caption4j.encoder.node.Node;
import org.caption4j.image.Preprocessing;
import org.caption4j.tensor.ElementType;
import org.caption4j.tensor.SafeTensors;
import org.caption4j.tensor.SafeTensorsWriter;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network with its weights in one file: safetensors, with the graph as JSON in the metadata.
 *
 * <p>The tensors of a node are named {@code node/component}, such as {@code conv1/kernel}.
 */
public final class NetworkFile {
  /** What encoders from such files are called. */
  public static final String NAME = "graph";

  private static final String FORMAT = "caption4j-network";
  private static final String VERSION = "1";
  private static final String GRAPH = "graph";
  private static final String PREPROCESSING = "preprocessing";
  private static final int CHANNELS = 3;
  private static final ObjectMapper JSON = new ObjectMapper();

  private NetworkFile() {}

  /**
   * Writes a network, its weights in half precision.
   *
   * @param file a file that is there is replaced in one move
   * @param network any network
   * @param preprocessing what it expects of a photo
   * @param metadata further texts to go with it, such as where the weights came from
   * @throws IOException if the file cannot be written
   */
  public static void write(
      Path file, Network network, Preprocessing preprocessing, Map<String, String> metadata)
      throws IOException {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    ArrayNode nodes = JSON.createArrayNode();
    for (Node node : network.nodes()) {
      nodes.add(NodeRecord.describe(node, tensors));
    }
    ObjectNode graph = JSON.createObjectNode();
    graph.put("input", network.input());
    graph.put("output", network.output());
    graph.set("nodes", nodes);
    Map<String, String> all = new LinkedHashMap<>(metadata);
    all.put("format", FORMAT);
    all.put("version", VERSION);
    all.put(GRAPH, JSON.writeValueAsString(graph));
    all.put(PREPROCESSING, JSON.writeValueAsString(preprocessing));
    SafeTensorsWriter.write(file, tensors, all, ElementType.F16);
  }

  /**
   * Opens a network as an encoder.
   *
   * @param file as {@link #write} writes it
   * @param preprocessing what the network expects of a photo, or empty for what the file says
   * @return the encoder, to be closed
   * @throws BadInputException if it is no such file, or a damaged one, or the network cannot take
   *     such photos
   * @throws IOException if it cannot be read
   */
  public static NetworkEncoder open(Path file, Optional<Preprocessing> preprocessing)
      throws IOException {
    SafeTensors tensors = SafeTensors.open(file);
    boolean made = false;
    try {
      requireFormat(file, tensors.metadata());
      Network network = network(file, json(file, tensors, GRAPH, JsonNode.class), tensors);
      Preprocessing photos =
          preprocessing.isPresent()
              ? preprocessing.get()
              : json(file, tensors, PREPROCESSING, Preprocessing.class);
      NetworkEncoder encoder =
          new NetworkEncoder(
              NAME,
              network,
              new TensorFileWeights(tensors, TensorLayout.asLayers()),
              photos,
              CHANNELS);
      made = true;
      return encoder;
    } catch (IllegalArgumentException e) {
      throw new BadInputException(file + ": " + e.getMessage(), e);
    } finally {
      if (!made) {
        tensors.close();
      }
    }
  }

  private static void requireFormat(Path file, Map<String, String> metadata)
      throws BadInputException {
    if (!FORMAT.equals(metadata.get("format")) || !VERSION.equals(metadata.get("version"))) {
      throw new BadInputException(
          "%s: expected a network of format %s version %s but found %s version %s"
              .formatted(file, FORMAT, VERSION, metadata.get("format"), metadata.get("version")));
    }
  }

  private static <T> T json(Path file, SafeTensors tensors, String key, Class<T> type)
      throws BadInputException {
    String where = "%s: %s in the metadata".formatted(file, key);
    return StrictJson.value(where, StrictJson.object(where, tensors.metadata().get(key)), type);
  }

  private static Network network(Path file, JsonNode graph, SafeTensors tensors)
      throws BadInputException {
    List<Node> nodes = new ArrayList<>();
    for (JsonNode node : graph.path("nodes")) {
      try {
        nodes.add(NodeRecord.make(node, tensors));
      } catch (IllegalArgumentException e) {
        throw new BadInputException(
            "%s: node %s: %s".formatted(file, node.path("name").asText("?"), e.getMessage()), e);
      }
    }
    return new Network(graph.path("input").asText(), nodes, graph.path("output").asText());
  }
}
