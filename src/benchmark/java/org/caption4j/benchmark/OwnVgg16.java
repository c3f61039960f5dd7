package org.caption4j.benchmark;

import java.io.IOException;
import java.util.Optional;
import org.caption4j.encoder.Encoder;
import org.caption4j.encoder.RandomWeights;
import org.caption4j.encoder.RecordedWeights;
import org.caption4j.encoder.zoo.ZooEncoders;
import org.caption4j.encoder.zoo.ZooNetwork;
import org.caption4j.image.Preprocessing;
import org.nd4j.linalg.api.ndarray.INDArray;

/** VGG16 as this project runs it, with weights made up from a seed. */
final class OwnVgg16 implements Vgg16 {
  private final RecordedWeights recorded = new RecordedWeights(new RandomWeights(1));
  private final Encoder encoder;

  OwnVgg16() throws IOException {
    encoder =
        ZooEncoders.open(
            ZooNetwork.VGG16,
            recorded,
            Optional.empty(),
            Preprocessing.kerasVgg(Vgg16Weights.SIDE));
  }

  /** Returns the weights, valid until this is closed. */
  Vgg16Weights weights() {
    return Vgg16Weights.of(recorded.parameters());
  }

  @Override
  public String name() {
    return "this project";
  }

  @Override
  public Encoding encoding(INDArray photos) {
    return () -> {
      try (INDArray vectors = encoder.encode(photos)) {
        return vectors.data().asFloat();
      }
    };
  }

  @Override
  public void close() {
    encoder.close();
  }
}
