package org.caption4j.encoder.onnx;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.FunctionProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.SparseTensorProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import org.caption4j.BadInputException;
import org.caption4j.InputFile;
import org.caption4j.encoder.FileFingerprint;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.CodedInputStream;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;
import org.nd4j.shade.protobuf.UnsafeByteOperations;

/**
 * A network's file and the files beside it in which it keeps weights. All are mapped: the bytes of
 * weights are not read before somebody uses them.
 *
 * @param path the file as it was given
 * @param model its contents
 * @param others the files with weights, each once, in the order of their mention; often none
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">the format</a>
 */
record OnnxFile(Path path, ModelProto model, List<Path> others) {
  /** A function's attributes with their defaults, which are newer than the classes used here. */
  private static final int ATTRIBUTES = 11;

  private static final String LOCATION = "location";

  /**
   * Opens a file.
   *
   * @throws BadInputException if it, or a file with its weights, is missing, or it is no message of
   *     this kind
   * @throws IOException if it cannot be read
   */
  static OnnxFile open(Path path) throws IOException {
    ModelProto model = parse(path);
    Set<String> locations = new LinkedHashSet<>();
    addLocations(model.getGraph(), locations);
    for (FunctionProto function : model.getFunctionsList()) {
      addLocations(function.getNodeList(), locations);
      for (ByteString attribute :
          function.getUnknownFields().getField(ATTRIBUTES).getLengthDelimitedList()) {
        addLocations(attribute(path, attribute), locations);
      }
    }
    List<Path> others = new ArrayList<>();
    for (String location : locations) {
      Path other = beside(path, location);
      if (!Files.isRegularFile(other)) {
        throw new BadInputException(
            "%s: expected its weights in %s but found %s"
                .formatted(
                    path,
                    other,
                    Files.isDirectory(other)
                        ? "a folder"
                        : Files.exists(other) ? "a pipe or a device" : "nothing"));
      }
      others.add(other);
    }
    return new OnnxFile(path, model, others);
  }

  /**
   * Finds a file with weights: in the network's folder, or below it.
   *
   * @param location as the network has it
   * @throws BadInputException if it leads elsewhere, by an absolute path, by {@code ..} or by a
   *     link
   */
  static Path beside(Path path, String location) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    Path other = InputFile.below(folder, location, path + ": weights in another file");
    return path.resolveSibling(folder.relativize(other));
  }

  private static ModelProto parse(Path path) throws IOException {
    try (FileChannel channel = InputFile.open(path, "an ONNX network")) {
      if (channel.size() > Integer.MAX_VALUE) { // more than protocol buffers allow
        throw damaged(path, null);
      }
      CodedInputStream bytes =
          UnsafeByteOperations.unsafeWrap(channel.map(MapMode.READ_ONLY, 0, channel.size()))
              .newCodedInput();
      bytes.enableAliasing(true); // tensors stay on the file's pages
      ModelProto model = ModelProto.parseFrom(bytes);
      bytes.checkLastTagWas(0);
      if (model.getGraph().getNodeCount() == 0) {
        throw damaged(path, null);
      }
      return model;
    } catch (InvalidProtocolBufferException e) {
      throw damaged(path, e);
    }
  }

  private static BadInputException damaged(Path path, InvalidProtocolBufferException cause) {
    return new BadInputException(
        path + ": expected an ONNX network, found another or a damaged file", cause);
  }

  private static AttributeProto attribute(Path path, ByteString message) throws BadInputException {
    try {
      return AttributeProto.parseFrom(message);
    } catch (InvalidProtocolBufferException e) {
      throw damaged(path, e);
    }
  }

  private static void addLocations(GraphProto graph, Set<String> locations) {
    addLocations(graph.getNodeList(), locations);
    graph.getInitializerList().forEach(tensor -> addLocation(tensor, locations));
    graph.getSparseInitializerList().forEach(sparse -> addLocations(sparse, locations));
  }

  private static void addLocations(List<NodeProto> nodes, Set<String> locations) {
    for (NodeProto node : nodes) {
      node.getAttributeList().forEach(attribute -> addLocations(attribute, locations));
    }
  }

  private static void addLocations(AttributeProto attribute, Set<String> locations) {
    addLocation(attribute.getT(), locations);
    addLocations(attribute.getG(), locations);
    addLocations(attribute.getSparseTensor(), locations);
    attribute.getTensorsList().forEach(tensor -> addLocation(tensor, locations));
    attribute.getGraphsList().forEach(graph -> addLocations(graph, locations));
    attribute.getSparseTensorsList().forEach(sparse -> addLocations(sparse, locations));
  }

  private static void addLocations(SparseTensorProto sparse, Set<String> locations) {
    addLocation(sparse.getValues(), locations);
    addLocation(sparse.getIndices(), locations);
  }

  private static void addLocation(TensorProto tensor, Set<String> locations) {
    for (StringStringEntryProto entry : tensor.getExternalDataList()) {
      if (entry.getKey().equals(LOCATION)) {
        locations.add(entry.getValue());
      }
    }
  }

  /**
   * Returns a text that differs where the files' contents differ.
   *
   * @throws IOException if they cannot be read
   */
  String contents() throws IOException {
    StringBuilder contents = new StringBuilder(FileFingerprint.of(path));
    for (Path other : others) {
      contents.append(FileFingerprint.of(other));
    }
    return contents.toString();
  }
}
