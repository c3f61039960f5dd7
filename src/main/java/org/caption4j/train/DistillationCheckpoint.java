package org.caption4j.train;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caption4j.BadInputException;
import org.caption4j.StrictJson;
import org.caption4j.tensor.SafeTensors;
import org.caption4j.tensor.SafeTensorsWriter;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The state of a distillation after an epoch: one safetensors file with the weights of network and
 * heads, their averages, both moments of Adam, the momentum of the kernels and, as metadata, what
 * it learns from and the figures so far.
 */
final class DistillationCheckpoint {
  private static final String FORMAT = "caption4j-distillation";
  private static final String VERSION = "3";
  private static final String NETWORK = "network.";
  private static final String HEADS = "heads.";
  private static final ObjectMapper JSON = new ObjectMapper();

  private DistillationCheckpoint() {}

  /**
   * @param data what it learns from, and how: {@link #restore} takes only the same
   */
  static void write(Path file, Student student, List<DistillationFigures> history, String data)
      throws IOException {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    student.weights().save(NETWORK, tensors);
    student.heads().weights().save(HEADS, tensors);
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", FORMAT);
    metadata.put("version", VERSION);
    metadata.put("data", data);
    metadata.put("steps", Integer.toString(student.steps()));
    metadata.put("encoder_steps", Integer.toString(student.weights().steps()));
    metadata.put("units", JSON.writeValueAsString(student.heads().units()));
    metadata.put("history", JSON.writeValueAsString(history));
    SafeTensorsWriter.write(file, tensors, metadata);
  }

  /**
   * Puts a student where the saved one stood.
   *
   * @return the figures so far
   * @throws BadInputException if the file is no such checkpoint, or one of another training
   */
  static List<DistillationFigures> restore(Path file, Student student, String data)
      throws IOException {
    try (SafeTensors tensors = SafeTensors.open(file)) {
      Map<String, String> metadata = tensors.metadata();
      Checkpoint.requireFormat(file, metadata, FORMAT, VERSION);
      Checkpoint.requireSame(file, "data or settings", metadata.get("data"), data);
      int steps = Checkpoint.read(file, metadata, "steps", Integer.class);
      int encoderSteps =
          metadata.containsKey("encoder_steps")
              ? Checkpoint.read(file, metadata, "encoder_steps", Integer.class)
              : steps;
      student.weights().restore(NETWORK, tensors, encoderSteps);
      student.heads().weights().restore(HEADS, tensors, steps);
      student.heads().measureIn(Checkpoint.read(file, metadata, "units", Measure.Units.class));
      return StrictJson.value(
          Checkpoint.unreadable(file, "history"),
          metadata.get("history"),
          new TypeReference<List<DistillationFigures>>() {});
    }
  }
}
