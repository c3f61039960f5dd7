package org.caption4j.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.caption4j.DamagedFiles;
import org.caption4j.captioner.BundleConfig;
import org.caption4j.captioner.Encoders;
import org.caption4j.captioner.ModelBundle;
import org.caption4j.data.CaptionDataSet;
import org.caption4j.data.CaptionDataSets;
import org.caption4j.data.CaptionResults;
import org.caption4j.data.FeatureFile;
import org.caption4j.data.FeatureFileWriter;
import org.caption4j.data.FeatureKey;
import org.caption4j.decoder.BeamSearch;
import org.caption4j.decoder.BeamSettings;
import org.caption4j.decoder.CellType;
import org.caption4j.decoder.Decoder;
import org.caption4j.decoder.DecoderConfig;
import org.caption4j.decoder.Parameters;
import org.caption4j.decoder.SpecialTokens;
import org.caption4j.encoder.Encoder;
import org.caption4j.encoder.NetworkFile;
import org.caption4j.encoder.RandomWeightsFile;
import org.caption4j.encoder.onnx.ConvolutionNetwork;
import org.caption4j.encoder.zoo.ZooNetwork;
import org.caption4j.image.Preprocessing;
import org.caption4j.image.PreprocessingFile;
import org.caption4j.metric.DocumentFrequencies;
import org.caption4j.tensor.keras.KerasFile;
import org.caption4j.tensor.keras.KerasWriter;
import org.caption4j.tensor.pytorch.PyTorchFile;
import org.caption4j.tensor.pytorch.PyTorchWriter;
import org.caption4j.text.Vocabulary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Every kind of file that the program reads, damaged: it is read, or refused in one line. */
class DamagedFilesTest {
  private static final int SIDE = 8;
  private static final int FEW = 60;
  private static final int MANY = 500;

  @TempDir Path folder;

  @BeforeEach
  void makeTheFolder() throws IOException {
    Files.createDirectories(folder.resolve("model"));
  }

  /** A kind of file: how one is made, and how it is read. */
  @SuppressWarnings("ImmutableEnumChecker") // its functions have no state
  enum Kind {
    CONFIG(
        "model/config.json",
        file -> model(file.getParent()),
        file -> ModelBundle.read(file.getParent())),
    VOCABULARY(
        "model/vocabulary.json",
        file -> model(file.getParent()),
        file -> ModelBundle.read(file.getParent())),
    DECODER(
        "model/decoder.safetensors",
        file -> model(file.getParent()),
        file -> {
          INDArray vector = Nd4j.createFromArray(new float[][] {{0.5f, -1, 2}});
          new BeamSearch(
                  ModelBundle.read(file.getParent()).decoder(),
                  new SpecialTokens(0, 1, 2),
                  new BeamSettings(3, 2, 1, 6, 0))
              .search(vector);
        }),
    DOCUMENT_FREQUENCIES(
        "document-frequencies.safetensors",
        file -> {
          DocumentFrequencies.of(
                  List.of(
                      List.of(new int[] {3, 4, 5}, new int[] {3, 4}), List.of(new int[] {3, 4, 6})))
              .write(file);
        },
        file -> DocumentFrequencies.read(file)),
    GRAPH(
        "encoder.safetensors",
        file -> {
          Path onnx = file.resolveSibling("of.onnx");
          new ConvolutionNetwork(4).write(onnx, "n", "h", "w");
          try (Encoder encoder = Encoders.open("onnx#features", onnx, photos())) {
            NetworkFile.write(file, encoder.trainable().network(), photos().get(), Map.of());
          }
        },
        file -> look(Encoders.open("graph", file, Optional.empty()))),
    WEIGHTS(
        "weights.safetensors",
        file -> RandomWeightsFile.write(ZooNetwork.SIMPLECNN, 3, file),
        file -> Encoders.open("simplecnn", file, Optional.empty()).close()),
    ONNX(
        "network.onnx",
        file -> new ConvolutionNetwork(4).write(file, "n", "h", "w"),
        file -> look(Encoders.open("onnx#features", file, photos()))),
    PTH(
        "weights.pth",
        file -> PyTorchWriter.zip(file, tensors()),
        file -> {
          try (PyTorchFile tensors = PyTorchFile.open(file)) {
            for (String name : tensors.names()) {
              tensors.get(name);
            }
          }
        }),
    OLD_PTH("old.pth", file -> PyTorchWriter.stream(file, tensors()), file -> PTH.read.of(file)),
    KERAS(
        "weights.h5",
        file -> KerasWriter.write(file, Map.of("dense", tensors())),
        file -> {
          try (KerasFile tensors = KerasFile.open(file)) {
            for (String name : tensors.names()) {
              tensors.get(name);
            }
          }
        }),
    FEATURES(
        "features.safetensors",
        file -> {
          try (FeatureFileWriter writer =
              FeatureFileWriter.resume(file, new FeatureKey("n", "w", "p", 3))) {
            writer.append("a.jpg", new float[] {1, 2, 3});
            writer.append("b.jpg", new float[] {4, 5, 6});
            writer.finish();
          }
        },
        file -> FeatureFile.open(file, null)),
    PREPROCESSING(
        "photos.json",
        file -> {
          Files.writeString(
              file,
              """
            {"width":224,"height":224,"fit":"CROP","shortSide":256,"channelOrder":"RGB",
             "range":255,"mean":[0.485,0.456,0.406],"std":[0.229,0.224,0.225]}
            """);
        },
        file -> PreprocessingFile.read(file)),
    COCO(
        "captions.json",
        file -> {
          Files.writeString(
              file,
              """
            {"images":[{"id":1,"file_name":"a.jpg"},{"id":2,"file_name":"b.jpg"}],
             "annotations":[{"image_id":1,"id":1,"caption":"A dog runs."},
              {"image_id":2,"id":2,"caption":"A cat sits."}]}
            """);
        },
        file -> CaptionDataSets.read(file.toString())),
    KARPATHY(
        "dataset.json",
        file -> {
          Files.writeString(
              file,
              """
            {"images":[{"imgid":1,"filename":"a.jpg","split":"train",
              "sentences":[{"raw":"A dog runs.","tokens":["a","dog","runs"]}]}]}
            """);
        },
        file -> CaptionDataSets.read(file + "#train")),
    TOKENS(
        "token.txt",
        file ->
            Files.writeString(file, "a.jpg#0\tA dog runs .\na.jpg#1\tA dog .\nb.jpg#0\tA cat .\n"),
        file -> COCO.read.of(file)),
    TABLE(
        "captions.txt",
        file ->
            Files.writeString(file, "image,caption\na.jpg,\"A dog, running .\"\nb.jpg,A cat .\n"),
        file -> COCO.read.of(file)),
    METADATA(
        "metadata.jsonl",
        file -> {
          Files.writeString(
              file,
              """
            {"file_name":"a.jpg","text":"A dog runs."}
            {"file_name":"b.jpg","text":"A cat sits."}
            """);
        },
        file -> COCO.read.of(file)),
    GZIP(
        "captions.gz",
        file -> {
          try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("a.jpg#0\tA dog runs .\n".repeat(1).getBytes(StandardCharsets.UTF_8));
          }
        },
        file -> COCO.read.of(file)),
    RESULTS(
        "results.json",
        file -> {
          Files.writeString(
              file,
              """
            [{"image_id":1,"caption":"a dog runs"},{"image_id":2,"caption":"a cat"}]
            """);
        },
        file -> CaptionResults.read(file, new CaptionDataSet("none", List.of())));

    /** What is done with a file. */
    interface Use {
      void of(Path file) throws IOException;
    }

    private final String file;
    private final Use make;
    private final Use read;

    Kind(String file, Use make, Use read) {
      this.file = file;
      this.make = make;
      this.read = read;
    }
  }

  private static Optional<Preprocessing> photos() {
    return Optional.of(Preprocessing.mobileNet(SIDE));
  }

  private static Map<String, INDArray> tensors() {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    tensors.put("kernel", Nd4j.arange(12).castTo(DataType.FLOAT).reshape(3, 4));
    tensors.put("bias", Nd4j.createFromArray(1f, 2f, 3f, 4f));
    return tensors;
  }

  private static void look(Encoder encoder) {
    try (encoder;
        INDArray zeros =
            Nd4j.create(
                DataType.FLOAT,
                1,
                3,
                encoder.preprocessing().height(),
                encoder.preprocessing().width())) {
      encoder.encode(zeros).close();
    }
  }

  private static void model(Path folder) throws IOException {
    Vocabulary vocabulary =
        Vocabulary.build(Stream.of(List.of("a", "dog", "runs"), List.of("a", "cat", "sits")), 1);
    DecoderConfig config = new DecoderConfig(CellType.LSTM, vocabulary.size(), 4, 5, 3);
    BundleConfig.EncoderSection encoder =
        new BundleConfig.EncoderSection(
            "squeezenet", "encoder.safetensors", "0123", Preprocessing.kerasVgg(224));
    new ModelBundle(
            folder,
            new BundleConfig(1, encoder, config, "words", "en", Map.of("captions", 3)),
            vocabulary,
            new Decoder(config, Parameters.random(config, DataType.FLOAT, 1, 8)))
        .write();
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void isReadOrRefusedInOneLine(Kind kind) throws IOException {
    damage(kind, FEW);
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void isReadOrRefusedInOneLineManyTimes(Kind kind) throws IOException {
    damage(kind, MANY);
  }

  private void damage(Kind kind, int times) throws IOException {
    Path file = folder.resolve(kind.file);
    kind.make.of(file);
    DamagedFiles.open(file, times, kind.read::of);
  }
}
