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
import org.caption4j.decoder.DecoderConfig;
import org.caption4j.tensor.SafeTensors;
import org.caption4j.tensor.SafeTensorsWriter;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The state of a training after an epoch: one safetensors file with the parameters, their average,
 * both moments of Adam and, as metadata, the settings and the figures so far.
 */
final class Checkpoint {
  private static final String FORMAT = "caption4j-checkpoint";
  private static final String VERSION = "2";

  /** Before there were averages. */
  private static final String FIRST_VERSION = "1";

  private static final String PARAMETERS = "parameters";
  private static final String AVERAGE = "average";
  private static final String FIRST = "adam.first_moment";
  private static final String SECOND = "adam.second_moment";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Checkpoint() {}

  static void write(Path file, Trainer trainer, String data) throws IOException {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    tensors.put(PARAMETERS, trainer.decoder().parameters().flat());
    tensors.put(AVERAGE, trainer.averaged().parameters().flat());
    tensors.put(FIRST, trainer.optimizer().firstMoment());
    tensors.put(SECOND, trainer.optimizer().secondMoment());
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", FORMAT);
    metadata.put("version", VERSION);
    metadata.put("decoder", JSON.writeValueAsString(trainer.decoder().config()));
    metadata.put("settings", JSON.writeValueAsString(trainer.settings()));
    metadata.put("data", data);
    metadata.put("iteration", Integer.toString(trainer.optimizer().iteration()));
    metadata.put("history", JSON.writeValueAsString(trainer.history()));
    SafeTensorsWriter.write(file, tensors, metadata);
  }

  /**
   * Puts a trainer where the saved one stood.
   *
   * @param data what the training captions and vectors are called; must be what was saved
   * @throws BadInputException if the file is no checkpoint, or one of another training
   */
  static void restore(Path file, Trainer trainer, String data) throws IOException {
    try (SafeTensors tensors = SafeTensors.open(file)) {
      Map<String, String> metadata = tensors.metadata();
      requireFormat(file, metadata, FORMAT, FIRST_VERSION, VERSION);
      DecoderConfig decoder = read(file, metadata, "decoder", DecoderConfig.class);
      requireSame(file, "decoder", decoder, trainer.decoder().config());
      TrainingSettings settings = read(file, metadata, "settings", TrainingSettings.class);
      if (!trainer.settings().continues(settings)) {
        requireSame(file, "settings", settings, trainer.settings());
      }
      requireSame(file, "data", metadata.get("data"), data);
      INDArray flat = trainer.decoder().parameters().flat();
      flat.assign(tensors.get(PARAMETERS, flat.shape()));
      trainer
          .averaged()
          .parameters()
          .flat()
          .assign(tensors.get(tensors.contains(AVERAGE) ? AVERAGE : PARAMETERS, flat.shape()));
      trainer
          .optimizer()
          .restore(
              tensors.get(FIRST, flat.shape()),
              tensors.get(SECOND, flat.shape()),
              read(file, metadata, "iteration", Integer.class));
      trainer.restore(history(file, metadata));
    }
  }

  static void requireFormat(
      Path file, Map<String, String> metadata, String format, String... versions)
      throws BadInputException {
    if (!format.equals(metadata.get("format"))
        || !List.of(versions).contains(metadata.getOrDefault("version", ""))) {
      throw new BadInputException(
          "%s: expected a checkpoint of format %s version %s but found %s version %s"
              .formatted(
                  file,
                  format,
                  versions[versions.length - 1],
                  metadata.get("format"),
                  metadata.get("version")));
    }
  }

  /** Reads what a checkpoint says of itself. */
  static <T> T read(Path file, Map<String, String> metadata, String key, Class<T> type)
      throws BadInputException {
    return StrictJson.value(unreadable(file, key), metadata.get(key), type);
  }

  static List<EpochFigures> history(Path file, Map<String, String> metadata)
      throws BadInputException {
    return StrictJson.value(
        unreadable(file, "history"), metadata.get("history"), new TypeReference<>() {});
  }

  static String unreadable(Path file, String key) {
    return "%s: the checkpoint's %s cannot be read; train without --resume".formatted(file, key);
  }

  static void requireSame(Path file, String what, Object saved, Object asked)
      throws BadInputException {
    if (!asked.equals(saved)) { // nothing may be saved at all
      throw new BadInputException(
          "%s: was trained with other %s; saved %s, asked for %s; give the same, or train without --resume"
              .formatted(file, what, saved, asked));
    }
  }
}
