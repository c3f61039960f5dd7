package org.caption4j.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.caption4j.captioner.BundleConfig;
import org.caption4j.captioner.EncoderChoice;
import org.caption4j.captioner.ModelBundle;
import org.caption4j.decoder.Decoder;
import org.caption4j.decoder.SpecialTokens;
import org.caption4j.encoder.Encoder;
import org.caption4j.encoder.PhotoEncoder;
import org.caption4j.image.Photo;
import org.caption4j.image.PhotoReader;
import org.caption4j.text.Vocabulary;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What is searched for: the sentences of the model in the box for sixteen vectors. These are the
 * sample photos' vectors with noise of a third of their size, so that no two are alike.
 *
 * @param decoder the model's
 * @param special its tokens that are no words
 * @param vectors [16, D]
 */
record SearchTask(Decoder decoder, SpecialTokens special, INDArray vectors) {
  /** Photos that the program describes at once. */
  static final int PHOTOS = 16;

  private static final double NOISE = 1 / 3.0;

  /**
   * @param home the project's folder, for its model and samples
   */
  static SearchTask of(Path home) throws IOException {
    ModelBundle model = ModelBundle.read(home.resolve("models/default"));
    SpecialTokens special = new SpecialTokens(Vocabulary.START, Vocabulary.END, Vocabulary.UNK);
    return new SearchTask(model.decoder(), special, vectors(encoder(model), home));
  }

  /** Opens the model's encoder. */
  static Encoder encoder(ModelBundle model) throws IOException {
    BundleConfig.EncoderSection section = model.config().encoder();
    return new EncoderChoice(
            section.network(),
            model.folder().resolve(section.weights()),
            Optional.of(section.preprocessing()),
            Optional.empty())
        .open();
  }

  private static INDArray vectors(Encoder opened, Path home) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(home.resolve("datasets/samples"))) {
      files = listed.sorted().toList();
    }
    List<Photo> photos = new ArrayList<>();
    for (Path file : files) {
      photos.add(new PhotoReader().read(file));
    }
    try (PhotoEncoder encoder = new PhotoEncoder(opened);
        INDArray samples = encoder.encode(photos)) {
      Nd4j.getRandom().setSeed(1);
      double size = samples.norm2Number().doubleValue() / Math.sqrt((double) samples.length());
      INDArray vectors = Nd4j.randn(DataType.FLOAT, PHOTOS, samples.size(1));
      vectors.muli(NOISE * size);
      for (int k = 0; k < PHOTOS; k++) {
        vectors.getRow(k).addi(samples.getRow(k % photos.size()));
      }
      return vectors;
    }
  }
}
