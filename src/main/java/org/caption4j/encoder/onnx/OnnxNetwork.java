package org.caption4j.encoder.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caption4j.BadInputException;
import org.caption4j.tensor.FloatBuffers;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A network in an ONNX file, with one input of photos and any number of outputs, of which one run
 * gives several.
 *
 * <p>Large batches run in chunks, so that memory is bounded; a network that takes a fixed number of
 * photos gets as many at a time, the last ones filled up. Several threads may use one network; they
 * take turns, since each run uses all cores.
 */
public final class OnnxNetwork implements AutoCloseable {
  private static final int LARGEST_CHUNK = 16;

  private final Path file;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final OnnxInput input;
  private final OnnxOutputs outputs;

  private OnnxNetwork(
      Path file,
      OrtEnvironment environment,
      OrtSession session,
      OnnxInput input,
      OnnxOutputs outputs) {
    this.file = file;
    this.environment = environment;
    this.session = session;
    this.input = input;
    this.outputs = outputs;
  }

  /**
   * Opens a network.
   *
   * @param file the network; weights that it keeps in other files lie beside it
   * @return the network, to be closed
   * @throws BadInputException if it is missing, damaged, something else, or takes something else
   *     than photos
   * @throws IOException if it cannot be read
   */
  public static OnnxNetwork open(Path file) throws IOException {
    return open(OnnxGraph.read(file));
  }

  /** Opens a network whose graph was read before. */
  static OnnxNetwork open(OnnxGraph graph) throws BadInputException {
    OrtEnvironment environment = OnnxLibrary.open();
    try {
      return open(graph, environment);
    } catch (OrtException e) {
      throw new BadInputException(
          "%s: expected an ONNX network that ONNX Runtime can run, which says: %s"
              .formatted(graph.path(), OnnxFault.line(e)),
          e);
    }
  }

  private static OnnxNetwork open(OnnxGraph graph, OrtEnvironment environment)
      throws OrtException, BadInputException {
    OnnxInput input = OnnxInput.of(graph);
    OnnxWork.requireBounded(graph.path(), graph.file().model());
    OrtSession session = OnnxTimeLimit.open(graph.path(), () -> session(graph.path(), environment));
    return new OnnxNetwork(graph.path(), environment, session, input, graph.outputs());
  }

  private static OrtSession session(Path file, OrtEnvironment environment) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
      // Threads that spin while they wait take the cores from Java threads.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      return environment.createSession(file.toString(), options);
    }
  }

  /** Returns the file as it was given. */
  public Path file() {
    return file;
  }

  /** Returns the names of all outputs, in the file's order. */
  public Set<String> outputs() {
    return outputs.names();
  }

  OnnxOutputs declaredOutputs() {
    return outputs;
  }

  OnnxInput input() {
    return input;
  }

  /**
   * Runs the network once over photos.
   *
   * @param photos [n, 3, h, w], float32, at least one
   * @param names the outputs to give, each float32 with a first axis of n
   * @return the outputs by name, in the order of {@code names}: [n, ...], float32, the caller's to
   *     close
   * @throws IllegalArgumentException if the network cannot take such photos, or has no such output
   */
  public synchronized Map<String, INDArray> run(INDArray photos, List<String> names) {
    check(photos, names);
    long count = photos.size(0);
    long chunk = input.batch() > 0 ? input.batch() : Math.min(count, LARGEST_CHUNK);
    Map<String, INDArray> results = new LinkedHashMap<>();
    boolean done = false;
    try {
      for (long from = 0; from < count; from += chunk) {
        long to = Math.min(count, from + chunk);
        INDArray part =
            from == 0 && to == count ? photos : photos.get(NDArrayIndex.interval(from, to));
        runChunk(part, from, count, names, results);
      }
      done = true;
      return results;
    } catch (OrtException e) {
      throw new IllegalArgumentException(
          "%s: cannot take photos of shape %s: %s"
              .formatted(file, Arrays.toString(photos.shape()), OnnxFault.line(e)),
          e);
    } finally {
      if (!done) {
        results.values().forEach(INDArray::close);
      }
    }
  }

  private void check(INDArray photos, List<String> names) {
    if (photos.rank() != 4
        || photos.dataType() != DataType.FLOAT
        || photos.size(0) < 1
        || photos.size(1) != 3
        || !input.takes(photos.size(2), photos.size(3))) {
      throw new IllegalArgumentException(
          "%s: expected float32 photos [n, 3, h, w] of %s pixels, found %s of shape %s"
              .formatted(file, input.size(), photos.dataType(), Arrays.toString(photos.shape())));
    }
    for (String name : names) {
      if (!outputs.has(name)) {
        throw new IllegalArgumentException(
            "%s: no output '%s' of float32, there are %s".formatted(file, name, outputs.text()));
      }
    }
  }

  private void runChunk(
      INDArray photos, long from, long count, List<String> names, Map<String, INDArray> results)
      throws OrtException {
    INDArray arranged = arrange(photos);
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(environment, FloatBuffers.of(arranged), arranged.shape());
        OrtSession.RunOptions options = new OrtSession.RunOptions();
        OrtSession.Result made = watched(tensor, names, options)) {
      for (String name : names) {
        OnnxTensor output = (OnnxTensor) made.get(name).orElseThrow();
        long[] shape = output.getInfo().getShape();
        boolean empty = Arrays.stream(shape).anyMatch(size -> size < 1);
        if (empty) {
          throw new IllegalArgumentException(
              "%s: expected an output %s of numbers but found shape %s, which has none"
                  .formatted(file, name, Arrays.toString(shape)));
        }
        if (shape.length == 0 || shape[0] != arranged.size(0)) {
          throw new IllegalArgumentException(
              "%s: expected an output %s of %d rows for as many photos but found shape %s; export the network with an open number of photos, or for one"
                  .formatted(file, name, arranged.size(0), Arrays.toString(shape)));
        }
        long[] whole = shape.clone();
        whole[0] = count;
        INDArray result =
            results.computeIfAbsent(
                name, key -> Nd4j.createUninitializedDetached(DataType.FLOAT, whole));
        long row = Arrays.stream(shape).skip(1).reduce(1, (a, b) -> a * b);
        copy(output.getFloatBuffer(), (int) (photos.size(0) * row), result, (int) (from * row));
      }
    } finally {
      if (arranged != photos) {
        arranged.close();
      }
    }
  }

  private OrtSession.Result watched(
      OnnxTensor tensor, List<String> names, OrtSession.RunOptions options) throws OrtException {
    try (OnnxTimeLimit.Watch watch = OnnxTimeLimit.watch(options)) {
      return session.run(Map.of(input.name(), tensor), new LinkedHashSet<>(names), options);
    }
  }

  /** The photos in the layout, and the number, that the network takes, in one piece. */
  private INDArray arrange(INDArray photos) {
    long missing = Math.max(0, input.batch() - photos.size(0));
    if (missing == 0 && !input.channelsLast() && FloatBuffers.isDense(photos)) {
      return photos;
    }
    INDArray layout = input.channelsLast() ? photos.permute(0, 2, 3, 1) : photos;
    if (missing == 0) {
      return layout.dup('c');
    }
    INDArray filled =
        Nd4j.create(DataType.FLOAT, input.shape(input.batch(), photos.size(2), photos.size(3)));
    filled.get(NDArrayIndex.interval(0, photos.size(0))).assign(layout);
    return filled;
  }

  private static void copy(FloatBuffer from, int length, INDArray to, int offset) {
    FloatBuffers.of(to).put(offset, from, 0, length);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(file + ": " + OnnxFault.line(e), e);
    }
  }
}
