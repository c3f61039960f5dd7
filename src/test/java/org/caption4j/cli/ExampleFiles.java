package org.caption4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.caption4j.ColouredSquares;
import org.caption4j.encoder.onnx.ConvolutionNetwork;
import org.caption4j.tensor.SafeTensorsWriter;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Files of the names that the documentation's commands use: small data sets in all forms, photos,
 * and networks with random weights.
 */
final class ExampleFiles {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PHOTOS = 10;
  private static final int TRAINED = 8;

  private final Path folder;

  private ExampleFiles(Path folder) {
    this.folder = folder;
  }

  /** Makes the files in a folder. */
  static void in(Path folder) throws IOException {
    ExampleFiles files = new ExampleFiles(folder);
    files.photos();
    files.coco();
    files.flickr8k();
    files.karpathy();
    files.networks();
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  private void photos() throws IOException {
    Files.createFile(folder.resolve("captions.jsonl")); // older than the photos
    Files.writeString(folder.resolve("list.txt"), "a.jpg\nb.png\n");
    for (String name : List.of("photo.jpg", "a.jpg", "b.png", "c.webp", "photos/d.jpg")) {
      draw(folder.resolve(name), 3);
    }
    Files.createDirectories(folder.resolve("photos/2024"));
    draw(folder.resolve("photos/2024/e.png"), 4);
  }

  /** The content decides about a photo's format, so that PNG serves for all of them. */
  private static void draw(Path file, int k) throws IOException {
    Files.createDirectories(file.getParent());
    ColouredSquares.draw(file, Color.getHSBColor(k / (float) PHOTOS, 1, 1));
  }

  private static String sentence(int k) {
    return "A square of colour %s on a grey wall .".formatted((char) ('a' + k));
  }

  private void coco() throws IOException {
    for (String split : List.of("train2017", "val2017")) {
      List<Map<String, Object>> images = new ArrayList<>();
      List<Map<String, Object>> captions = new ArrayList<>();
      List<Map<String, Object>> results = new ArrayList<>();
      for (int k = 1; k <= PHOTOS; k++) {
        String name = "%012d.jpg".formatted(k);
        draw(folder(split).resolve(name), k);
        images.add(Map.of("id", k, "file_name", name));
        captions.add(Map.of("id", k, "image_id", k, "caption", sentence(k)));
        results.add(Map.of("image_id", k, "caption", "a square of colour a"));
      }
      Map<String, Object> file = Map.of("images", images, "annotations", captions);
      String name = "captions_%s.json".formatted(split);
      JSON.writeValue(folder("annotations").resolve(name).toFile(), file);
      JSON.writeValue(folder.resolve(name).toFile(), file);
      JSON.writeValue(folder.resolve("results.json").toFile(), results);
    }
  }

  private void flickr8k() throws IOException {
    List<String> tokens = new ArrayList<>();
    List<String> table = new ArrayList<>(List.of("image,caption"));
    List<String> names = new ArrayList<>();
    for (int k = 1; k <= PHOTOS; k++) {
      String name = "%d_%x.jpg".formatted(1000 + k, k);
      names.add(name);
      for (String photos : List.of("Flicker8k_Dataset", "Images")) {
        draw(folder(photos).resolve(name), k);
      }
      for (int line = 0; line < 2; line++) {
        tokens.add("%s#%d\t%s".formatted(name, line, sentence(k)));
        table.add("%s,%s".formatted(name, sentence(k)));
      }
    }
    Files.write(folder.resolve("Flickr8k.token.txt"), tokens);
    Files.write(folder.resolve("Flickr_8k.trainImages.txt"), names.subList(0, TRAINED));
    Files.write(folder.resolve("Flickr_8k.devImages.txt"), names.subList(TRAINED, PHOTOS));
    Files.write(folder.resolve("captions.txt"), table);
  }

  private void karpathy() throws IOException {
    List<Map<String, Object>> images = new ArrayList<>();
    for (int k = 1; k <= PHOTOS; k++) {
      images.add(
          Map.of(
              "imgid",
              k,
              "filename",
              "%d_%x.jpg".formatted(1000 + k, k),
              "split",
              k <= TRAINED ? "train" : "val",
              "sentences",
              List.of(Map.of("raw", sentence(k)))));
    }
    JSON.writeValue(folder.resolve("dataset_flickr8k.json").toFile(), Map.of("images", images));
  }

  private void networks() throws IOException {
    new ConvolutionNetwork(7).write(folder.resolve("mobilenet_v2.onnx"), "n", "h", "w");
    squeezeNet(folder.resolve("squeezenet.safetensors"));
  }

  /** SqueezeNet 1.1 with torchvision's names. */
  private static void squeezeNet(Path file) throws IOException {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    convolution(shapes, "features.0", 64, 3, 3);
    int[] modules = {3, 4, 6, 7, 9, 10, 11, 12};
    int[] squeezed = {16, 16, 32, 32, 48, 48, 64, 64};
    int channels = 64;
    for (int k = 0; k < modules.length; k++) {
      String module = "features." + modules[k];
      int expanded = 4 * squeezed[k];
      convolution(shapes, module + ".squeeze", squeezed[k], channels, 1);
      convolution(shapes, module + ".expand1x1", expanded, squeezed[k], 1);
      convolution(shapes, module + ".expand3x3", expanded, squeezed[k], 3);
      channels = 2 * expanded;
    }
    convolution(shapes, "classifier.1", 1000, channels, 1);
    Random random = new Random(11);
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, long[]> each : shapes.entrySet()) {
      long[] shape = each.getValue();
      float[] values =
          new float[Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact))];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (random.nextGaussian() * 0.05);
      }
      tensors.put(each.getKey(), Nd4j.createFromArray(values).reshape(shape));
    }
    SafeTensorsWriter.write(file, tensors, Map.of());
  }

  private static void convolution(
      Map<String, long[]> shapes, String name, long out, long in, long size) {
    shapes.put(name + ".weight", new long[] {out, in, size, size});
    shapes.put(name + ".bias", new long[] {out});
  }
}
