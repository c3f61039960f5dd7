package org.caption4j.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.caption4j.BadInputException;
import org.caption4j.decoder.DecoderConfig;
import org.caption4j.tensor.SafeTensors;
import org.caption4j.tensor.SafeTensorsWriter;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The state of a fine-tuning after an epoch: one safetensors file with the decoder's parameters and
 * the encoder's trained weights, both moments of Adam of either and, as metadata, the settings and
 * the figures so far. The encoder's other weights stay in the file that they came from.
 */
final class FineTuningCheckpoint {
  private static final String FORMAT = "caption4j-fine-tuning";
  private static final String VERSION = "2";

  /** Before there were averages. */
  private static final String FIRST_VERSION = "1";

  private static final String DECODER = "decoder";
  private static final String ENCODER = "encoder";
  private static final String AVERAGE = ".average";
  private static final ObjectMapper JSON = new ObjectMapper();

  private FineTuningCheckpoint() {}

  /**
   * @param data what is learned from, and from which weights on: {@link #restore} takes only the
   *     same
   */
  static void write(Path file, FineTuner tuner, String data) throws IOException {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    put(DECODER, tuner.decoder().parameters().flat(), tuner.optimizer(), tensors);
    put(ENCODER, tuner.weights().flat(), tuner.encoderOptimizer(), tensors);
    tensors.put(DECODER + AVERAGE, tuner.averagedDecoder().parameters().flat());
    tensors.put(ENCODER + AVERAGE, tuner.averagedWeights().flat());
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", FORMAT);
    metadata.put("version", VERSION);
    metadata.put("decoder", JSON.writeValueAsString(tuner.decoder().config()));
    metadata.put("settings", JSON.writeValueAsString(tuner.settings()));
    metadata.put("encoder", JSON.writeValueAsString(tuner.tuning()));
    metadata.put("data", data);
    metadata.put("iteration", Integer.toString(tuner.optimizer().iteration()));
    metadata.put("history", JSON.writeValueAsString(tuner.history().epochs()));
    SafeTensorsWriter.write(file, tensors, metadata);
  }

  private static void put(
      String part, INDArray weights, Optimizer optimizer, Map<String, INDArray> tensors) {
    tensors.put(part + ".weights", weights);
    tensors.put(part + ".adam.first_moment", optimizer.firstMoment());
    tensors.put(part + ".adam.second_moment", optimizer.secondMoment());
  }

  /**
   * Puts a fine-tuning where the saved one stood.
   *
   * @throws BadInputException if the file is no such checkpoint, or one of another training
   */
  static void restore(Path file, FineTuner tuner, String data) throws IOException {
    try (SafeTensors tensors = SafeTensors.open(file)) {
      Map<String, String> metadata = tensors.metadata();
      Checkpoint.requireFormat(file, metadata, FORMAT, FIRST_VERSION, VERSION);
      DecoderConfig decoder = Checkpoint.read(file, metadata, "decoder", DecoderConfig.class);
      Checkpoint.requireSame(file, "decoder", decoder, tuner.decoder().config());
      TrainingSettings settings =
          Checkpoint.read(file, metadata, "settings", TrainingSettings.class);
      if (!tuner.settings().continues(settings)) {
        Checkpoint.requireSame(file, "settings", settings, tuner.settings());
      }
      EncoderTraining tuning = Checkpoint.read(file, metadata, "encoder", EncoderTraining.class);
      Checkpoint.requireSame(file, "settings of the encoder", tuning, tuner.tuning());
      Checkpoint.requireSame(file, "data", metadata.get("data"), data);
      int iteration = Checkpoint.read(file, metadata, "iteration", Integer.class);
      get(DECODER, tensors, tuner.decoder().parameters().flat(), tuner.optimizer(), iteration);
      get(ENCODER, tensors, tuner.weights().flat(), tuner.encoderOptimizer(), iteration);
      average(DECODER, tensors, tuner.averagedDecoder().parameters().flat());
      average(ENCODER, tensors, tuner.averagedWeights().flat());
      tuner.history().restore(Checkpoint.history(file, metadata));
    }
  }

  private static void average(String part, SafeTensors tensors, INDArray average)
      throws BadInputException {
    boolean saved = tensors.contains(part + AVERAGE);
    average.assign(tensors.get(part + (saved ? AVERAGE : ".weights"), average.shape()));
  }

  private static void get(
      String part, SafeTensors tensors, INDArray weights, Optimizer optimizer, int iteration)
      throws BadInputException {
    long[] shape = weights.shape();
    weights.assign(tensors.get(part + ".weights", shape));
    optimizer.restore(
        tensors.get(part + ".adam.first_moment", shape),
        tensors.get(part + ".adam.second_moment", shape),
        iteration);
  }
}
