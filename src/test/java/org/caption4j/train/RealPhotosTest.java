package org.caption4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.caption4j.BadInputException;
import org.caption4j.captioner.BundleConfig;
import org.caption4j.captioner.Captioner;
import org.caption4j.captioner.Captioners;
import org.caption4j.captioner.Decoding;
import org.caption4j.captioner.Encoders;
import org.caption4j.captioner.ModelFolder;
import org.caption4j.data.CaptionDataSets;
import org.caption4j.data.CaptionedImage;
import org.caption4j.decoder.CellType;
import org.caption4j.encoder.FeatureExtractor;
import org.caption4j.encoder.PhotoEncoder;
import org.caption4j.encoder.zoo.ZooEncoders;
import org.caption4j.encoder.zoo.ZooNetwork;
import org.caption4j.image.Photo;
import org.caption4j.image.PhotoReader;
import org.caption4j.pretrained.CacheHome;
import org.caption4j.pretrained.Catalogue;
import org.caption4j.pretrained.DownloadSettings;
import org.caption4j.pretrained.FetchListener;
import org.caption4j.pretrained.Transport;
import org.caption4j.text.WordTokenizer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real photos, real captions, real weights: the whole road from a data set to sentences. */
@Tag("slow")
class RealPhotosTest {
  private static final Path FLICKR = Path.of("../shared/data/flickr8k");
  private static final Path WEIGHTS =
      Path.of("../shared/weights/squeezenet_v1.1/model.safetensors");
  private static final int PHOTOS = 50;

  @TempDir Path folder;

  @Test
  void fiftyPhotosAreLearntByHeart() throws IOException {
    assumeTrue(Files.isRegularFile(WEIGHTS), "needs " + WEIGHTS);
    assumeTrue(Files.isDirectory(FLICKR.resolve("images")), "needs " + FLICKR);
    List<String> names =
        Files.readAllLines(FLICKR.resolve("Flickr_8k.trainImages.txt")).subList(0, PHOTOS);
    Files.write(folder.resolve("fifty.txt"), names);
    String captions =
        FLICKR.resolve("Flickr8k.token.txt").toAbsolutePath()
            + "#"
            + folder.resolve("fifty.txt").toAbsolutePath();
    Path out = folder.resolve("model");
    TrainingPlan plan =
        new TrainingPlan(
            List.of(new CaptionedFolder(captions, FLICKR.resolve("images"))),
            List.of(new CaptionedFolder(captions, FLICKR.resolve("images"))),
            new VectorFiles(out.resolve("features.safetensors"), 1),
            out,
            new InitialDecoder(CellType.LSTM, 256, 128, 1, Optional.empty()),
            "en",
            new TrainingSettings(80, 50, 0.004, 0.98, 0, 0, 5, 0.9, 80, 1));
    try (PhotoEncoder encoder =
        new PhotoEncoder(ZooEncoders.open(ZooNetwork.SQUEEZENET, WEIGHTS, Optional.empty()))) {
      BundleConfig.EncoderSection section =
          new BundleConfig.EncoderSection(
              "squeezenet",
              "squeezenet",
              encoder.encoder().fingerprint(),
              encoder.encoder().preprocessing());
      new TrainingRun(plan, encoder, section, new WordTokenizer()).run(false, new Silent());
    }
    assertThat(wordForWord(captions, out)).isGreaterThanOrEqualTo(45);
  }

  /** Photos whose caption is one of their own five, word for word. */
  private static int wordForWord(String captions, Path model) throws IOException {
    WordTokenizer tokenizer = new WordTokenizer();
    PhotoReader reader = new PhotoReader();
    int found = 0;
    try (Captioner captioner =
        Captioners.open(
            ModelFolder.at(model),
            Optional.of(WEIGHTS),
            Encoders.pretrained(
                new CacheHome(model),
                Catalogue.builtIn(),
                DownloadSettings.defaults().withTransport(Transport.OFFLINE),
                FetchListener.SILENT),
            Decoding.STANDARD)) {
      List<CaptionedImage> images = CaptionDataSets.read(captions).images();
      List<Photo> photos = new ArrayList<>();
      for (CaptionedImage image : images) {
        photos.add(reader.read(FLICKR.resolve("images").resolve(image.fileName())));
      }
      var spoken = captioner.caption(photos);
      for (int k = 0; k < images.size(); k++) {
        Set<String> own =
            images.get(k).captions().stream()
                .map(text -> tokenizer.join(tokenizer.tokens(text)))
                .collect(Collectors.toSet());
        found += own.contains(spoken.get(k).get(0).text()) ? 1 : 0;
      }
    }
    return found;
  }

  private static final class Silent implements TrainingRun.Listener {
    @Override
    public FeatureExtractor.Listener extracting(String what, int photos) {
      return new FeatureExtractor.Listener() {
        @Override
        public void progress(int done) {}

        @Override
        public void skipped(BadInputException fault) {
          throw new AssertionError(fault);
        }
      };
    }

    @Override
    public void ready(DataCounts counts, int vocabulary, long parameters, int epochsDone) {
      assertThat(counts.train().get(0).captions()).isEqualTo(5 * PHOTOS);
    }
  }
}
