package org.caption4j.encoder.zoo;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.caption4j.BadInputException;
import org.caption4j.encoder.FileFingerprint;
import org.caption4j.tensor.Finite;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network as DL4J saves it: {@code configuration.json} and all parameters in one row, {@code
 * coefficients.bin}. They are read once and not copied.
 *
 * @param topology its steps
 * @param weights its weights, to be closed
 */
record Dl4jZip(Topology topology, Dl4jWeights weights) {
  private static final String CONFIGURATION = "configuration.json";
  private static final String COEFFICIENTS = "coefficients.bin";

  /** Returns whether a file is a zip with a network's configuration in it. */
  static boolean recognises(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.getEntry(CONFIGURATION) != null;
    } catch (ZipException e) {
      return false;
    }
  }

  /**
   * Reads a file.
   *
   * @throws BadInputException if it is not such a file, or its parts do not fit each other
   */
  static Dl4jZip read(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      String json =
          new String(entry(file, zip, CONFIGURATION).readAllBytes(), StandardCharsets.UTF_8);
      INDArray row = coefficients(file, zip);
      Finite.require(file, COEFFICIENTS, row);
      return json.contains("\"vertices\"") ? graph(file, json, row) : layers(file, json, row);
    } catch (ZipException e) {
      throw new BadInputException(
          file + ": expected a zip file as DL4J saves networks, found none: " + e.getMessage(), e);
    }
  }

  private static Dl4jZip graph(Path file, String json, INDArray row) throws IOException {
    ComputationGraphConfiguration conf;
    try {
      conf = ComputationGraphConfiguration.fromJson(json);
    } catch (RuntimeException e) { // its parser throws them bare
      throw notReadable(file, e);
    }
    ComputationGraph graph = new ComputationGraph(conf);
    start(file, row, () -> graph.init(row, false));
    return new Dl4jZip(Topology.of(conf), weights(file, graph));
  }

  private static Dl4jZip layers(Path file, String json, INDArray row) throws IOException {
    MultiLayerConfiguration conf;
    try {
      conf = MultiLayerConfiguration.fromJson(json);
    } catch (RuntimeException e) {
      throw notReadable(file, e);
    }
    MultiLayerNetwork network = new MultiLayerNetwork(conf);
    start(file, row, () -> network.init(row, false));
    return new Dl4jZip(Topology.of(conf), weights(file, network));
  }

  private static void start(Path file, INDArray row, Runnable init) throws BadInputException {
    try {
      init.run();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new BadInputException(
          file
              + ": "
              + COEFFICIENTS
              + " holds "
              + row.length()
              + " numbers, which the network in "
              + CONFIGURATION
              + " cannot take: "
              + e.getMessage(),
          e);
    }
  }

  private static Dl4jWeights weights(Path file, Model model) throws IOException {
    return new Dl4jWeights(model, file.toString(), FileFingerprint.of(file));
  }

  private static BadInputException notReadable(Path file, RuntimeException cause) {
    return new BadInputException(
        file + ": " + CONFIGURATION + ": expected a DL4J network, found: " + cause.getMessage(),
        cause);
  }

  private static INDArray coefficients(Path file, ZipFile zip) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(entry(file, zip, COEFFICIENTS), 1 << 20))) {
      INDArray row = Nd4j.read(in);
      in.transferTo(OutputStream.nullOutputStream()); // the checksum is known at the end only
      if (row.dataType() == DataType.FLOAT) {
        return row;
      }
      INDArray cast = row.castTo(DataType.FLOAT);
      row.close();
      return cast;
    }
  }

  private static InputStream entry(Path file, ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new BadInputException(
          file + ": expected " + CONFIGURATION + " and " + COEFFICIENTS + ", found no " + name);
    }
    return new CheckedEntry(file, entry, zip.getInputStream(entry));
  }
}
