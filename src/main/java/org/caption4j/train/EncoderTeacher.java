package org.caption4j.train;

import java.util.List;
import org.caption4j.encoder.PhotoEncoder;
import org.caption4j.image.Photo;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An encoder as a teacher: its vectors are the features, and it names no classes.
 *
 * @param encoder closed with this
 */
public record EncoderTeacher(PhotoEncoder encoder) implements Teacher {
  @Override
  public String name() {
    return encoder.encoder().name();
  }

  @Override
  public String fingerprint() {
    return encoder.encoder().fingerprint();
  }

  @Override
  public int featureDimension() {
    return encoder.encoder().dimension();
  }

  @Override
  public int classCount() {
    return 0;
  }

  @Override
  public Opinions look(List<Photo> photos) {
    try (INDArray vectors = encoder.encode(photos)) {
      return new Opinions(vectors.data().asFloat(), new float[0]);
    }
  }

  @Override
  public void close() {
    encoder.close();
  }
}
