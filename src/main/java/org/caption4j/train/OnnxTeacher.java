package org.caption4j.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.encoder.FileFingerprint;
import org.caption4j.encoder.NetworkInput;
import org.caption4j.encoder.onnx.OnnxEncoders;
import org.caption4j.encoder.onnx.OnnxNetwork;
import org.caption4j.image.Photo;
import org.caption4j.image.PixelBatch;
import org.caption4j.image.Preprocessing;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network in ONNX as a teacher: two of its outputs, of one run. */
public final class OnnxTeacher implements Teacher {
  private final OnnxNetwork network;
  private final String features;
  private final String logits;
  private final Preprocessing preprocessing;
  private final String fingerprint;
  private final int featureDimension;
  private final int classCount;

  private OnnxTeacher(
      OnnxNetwork network, String features, String logits, Preprocessing preprocessing)
      throws IOException {
    this.network = network;
    this.features = features;
    this.logits = logits;
    this.preprocessing = preprocessing;
    fingerprint =
        FileFingerprint.of(name(), FileFingerprint.of(network.file()), preprocessing.fingerprint());
    // what a file declares of shapes is often open, so look at a black photo
    try {
      Opinions black = look(List.of(new Photo("black", 1, 1, new byte[3])));
      featureDimension = black.features().length;
      classCount = black.logits().length;
    } catch (IllegalArgumentException e) {
      throw new BadInputException(e.getMessage(), e);
    }
  }

  /**
   * Opens a teacher.
   *
   * @param file the network
   * @param features the output to be learned as features, [n, d]
   * @param logits the output to be learned as classes, [n, c], before the softmax
   * @param preprocessing what the network expects of a photo, or empty for what the file of the
   *     same name with {@code .json} behind it says
   * @return the teacher, to be closed
   * @throws BadInputException if the file is missing, damaged or no such network, there is no such
   *     output, it is no vector, or nobody says what the network expects of a photo
   * @throws IOException if a file cannot be read
   */
  public static OnnxTeacher open(
      Path file, String features, String logits, Optional<Preprocessing> preprocessing)
      throws IOException {
    Preprocessing photos =
        preprocessing.isPresent() ? preprocessing.get() : OnnxEncoders.preprocessingBeside(file);
    OnnxNetwork network = OnnxNetwork.open(file);
    boolean made = false;
    try {
      OnnxTeacher teacher = new OnnxTeacher(network, features, logits, photos);
      made = true;
      return teacher;
    } finally {
      if (!made) {
        network.close();
      }
    }
  }

  @Override
  public String name() {
    return OnnxEncoders.NAME + "#" + features + "+" + logits;
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public int featureDimension() {
    return featureDimension;
  }

  @Override
  public int classCount() {
    return classCount;
  }

  @Override
  public Opinions look(List<Photo> photos) {
    PixelBatch<Photo> batch = PixelBatch.of(photos, preprocessing);
    try (INDArray pixels = NetworkInput.of(batch.pixels(), preprocessing)) {
      Map<String, INDArray> said = network.run(pixels, List.of(features, logits));
      try {
        return new Opinions(rows(said, features), rows(said, logits));
      } finally {
        said.values().forEach(INDArray::close);
      }
    }
  }

  private float[] rows(Map<String, INDArray> said, String output) {
    INDArray rows = said.get(output);
    if (rows.length() != rows.size(0) * rows.size(1)) {
      throw new IllegalArgumentException(
          "%s: expected an output %s of vectors [n, d] but found shape %s"
              .formatted(network.file(), output, Arrays.toString(rows.shape())));
    }
    return rows.data().asFloat();
  }

  @Override
  public void close() {
    network.close();
  }
}
