package org.caption4j.benchmark;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caption4j.encoder.onnx.OnnxWriter;
import org.caption4j.tensor.FloatBuffers;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * VGG16 as ONNX Runtime runs it: all of its optimisations, as many threads as cores. The network is
 * written into a folder of its own, which is removed as soon as the session has it.
 */
final class OnnxVgg16 implements Vgg16 {
  private static final String PHOTO = "photo";
  private static final long[] ONE_EACH = {1, 1, 1, 1};
  private static final long[] TWO = {2, 2};

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final List<OnnxTensor> inputs = new ArrayList<>();

  OnnxVgg16(Vgg16Weights weights) throws IOException {
    Path folder = Files.createTempDirectory("vgg16-onnx");
    try {
      write(weights, folder);
      OrtSession.SessionOptions options = new OrtSession.SessionOptions();
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
      session = environment.createSession(model(folder).toString(), options);
    } catch (OrtException e) {
      throw new IOException(e);
    } finally {
      remove(folder);
    }
  }

  private static Path model(Path folder) {
    return folder.resolve("vgg16.onnx");
  }

  private static void write(Vgg16Weights weights, Path folder) throws IOException {
    OnnxWriter writer =
        new OnnxWriter()
            .input(PHOTO, OnnxWriter.FLOAT, "n", 3, Vgg16Weights.SIDE, Vgg16Weights.SIDE);
    String x = PHOTO;
    int layer = 0;
    for (int block : Vgg16Weights.BLOCKS) {
      for (int k = 0; k < block; k++) {
        String sum = "convolved" + layer;
        Map<String, long[]> pads = Map.of("pads", ONE_EACH);
        writer.node("Conv", sum, pads, parameters(x, weights.convolutions().get(layer)));
        x = "rectified" + layer;
        writer.node("Relu", x, sum);
        layer++;
      }
      String pooled = "pooled" + layer;
      writer.node("MaxPool", pooled, Map.of("kernel_shape", TWO, "strides", TWO), x);
      x = pooled;
    }
    writer.node("Flatten", "flat", x);
    x = "flat";
    for (Vgg16Weights.Layer each : weights.dense()) {
      String sum = "summed" + layer;
      writer.node("Gemm", sum, parameters(x, each));
      x = "rectified" + layer;
      writer.node("Relu", x, sum);
      layer++;
    }
    for (List<Vgg16Weights.Layer> layers : List.of(weights.convolutions(), weights.dense())) {
      for (Vgg16Weights.Layer each : layers) {
        addWeights(writer, folder, each.name() + ".W", each.kernel());
        addWeights(writer, folder, each.name() + ".b", each.bias().reshape(each.bias().length()));
      }
    }
    writer.output(x, OnnxWriter.FLOAT, "n", 4096).write(model(folder));
  }

  private static String[] parameters(String input, Vgg16Weights.Layer layer) {
    return new String[] {input, layer.name() + ".W", layer.name() + ".b"};
  }

  /** Half a gigabyte does not belong into a message: each array is a file beside the network. */
  private static void addWeights(OnnxWriter writer, Path folder, String name, INDArray array)
      throws IOException {
    int[] shape = new int[array.rank()];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = Math.toIntExact(array.size(axis));
    }
    writer.weightsElsewhere(name, name, shape);
    try (INDArray dense = array.dup('c');
        FileChannel file =
            FileChannel.open(
                folder.resolve(name),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
      file.map(FileChannel.MapMode.READ_WRITE, 0, array.length() * Float.BYTES)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .put(FloatBuffers.of(dense));
    }
  }

  private static void remove(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  @Override
  public String name() {
    return "ONNX Runtime";
  }

  @Override
  public Encoding encoding(INDArray photos) {
    FloatBuffer pixels = FloatBuffers.of(photos);
    try {
      OnnxTensor input = OnnxTensor.createTensor(environment, pixels, photos.shape());
      inputs.add(input);
      return () -> encode(input);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private float[] encode(OnnxTensor input) {
    try (OrtSession.Result result = session.run(Map.of(PHOTO, input))) {
      FloatBuffer vectors = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] values = new float[vectors.remaining()];
      vectors.get(values);
      return values;
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    inputs.forEach(OnnxTensor::close);
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
