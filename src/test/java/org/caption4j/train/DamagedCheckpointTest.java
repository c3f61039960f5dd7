package org.caption4j.train;

import java.io.IOException;
import java.nio.file.Path;
import org.caption4j.DamagedFiles;
import org.caption4j.decoder.CellType;
import org.caption4j.decoder.Decoder;
import org.caption4j.decoder.DecoderConfig;
import org.caption4j.decoder.Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;

/** A damaged checkpoint is read, or refused in one line. */
class DamagedCheckpointTest {
  private static final int TIMES = 200;

  @TempDir Path folder;

  private static Trainer trainer() {
    DecoderConfig config = new DecoderConfig(CellType.LSTM, 7, 4, 5, 3);
    TrainingSettings settings = new TrainingSettings(2, 6, 0.01, 0.99, 0, 0, 5, 0.5, 100, 7);
    return new Trainer(
        settings, new Decoder(config, Parameters.random(config, DataType.FLOAT, 1, 7)));
  }

  @Test
  void isReadOrRefusedInOneLine() throws IOException {
    Path file = folder.resolve("checkpoint.safetensors");
    Checkpoint.write(file, trainer(), "data");
    DamagedFiles.open(file, TIMES, read -> Checkpoint.restore(read, trainer(), "data"));
  }
}
