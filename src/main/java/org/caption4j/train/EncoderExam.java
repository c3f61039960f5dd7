package org.caption4j.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.encoder.CompactNetwork;
import org.caption4j.encoder.FeatureExtractor;
import org.caption4j.encoder.PhotoEncoder;
import org.caption4j.encoder.WeightSource;

/**
 * Tells how well an encoder that was trained by {@link Distillation} agrees with its teacher.
 *
 * @param network the encoder's form
 * @param weights its weights
 * @param heads what makes opinions of its vectors
 */
public record EncoderExam(CompactNetwork network, Path weights, Path heads) {
  /** Returns the heads that a distillation left beside weights. */
  public static Path headsBeside(Path weights) {
    return weights.resolveSibling(Distillation.HEADS);
  }

  /**
   * Shows photos to both.
   *
   * @param teacher whose opinions the heads were trained to say
   * @param files photos that neither was trained on
   * @param listener told of those that cannot be read
   * @return how alike their opinions are
   * @throws BadInputException if a file holds other weights than expected, or no photo can be read
   * @throws IOException if a file of weights cannot be read
   */
  public Agreement sit(Teacher teacher, List<String> files, FeatureExtractor.Listener listener)
      throws IOException {
    KeptPhotos photos = KeptPhotos.read("photos", files, KeptPhotos.LARGE, listener);
    try (PhotoEncoder student = new PhotoEncoder(network.open(weights, Optional.empty()));
        WeightSource source = CompactNetwork.weights(heads)) {
      HeadNetwork opinions = HeadNetwork.of(source, student.encoder().dimension(), teacher);
      return TaughtPhotos.of(photos, teacher, network.preprocessing()).agreement(student, opinions);
    }
  }
}
