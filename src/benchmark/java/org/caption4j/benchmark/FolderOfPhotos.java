package org.caption4j.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.caption4j.captioner.Captioner;
import org.caption4j.captioner.Decoding;
import org.caption4j.captioner.DescribedPhotos;
import org.caption4j.captioner.ModelBundle;
import org.caption4j.encoder.PhotoEncoder;
import org.caption4j.image.PhotoBatches;
import org.caption4j.image.PhotoReader;
import org.caption4j.image.PixelBatch;
import org.caption4j.image.Preprocessing;

/**
 * Part d: a folder of photos described by {@code batch}, beside what encoder and decoder alone
 * allow.
 *
 * @param home the project's folder
 * @param photos a folder of photos, or empty to draw some
 */
record FolderOfPhotos(Path home, Optional<Path> photos) implements Part {
  private static final int DRAWN = 600;

  /** The small folder has so many photos fewer: its run tells what a start costs. */
  private static final int FEWER = 4;

  @Override
  public Section measure(int rounds) throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      Path all = photos.isPresent() ? photos.get() : drawn(folder.path());
      List<Path> files = files(all);
      Path some = Files.createDirectory(folder.path().resolve("some"));
      List<Path> few = files.subList(0, files.size() / FEWER);
      for (Path file : few) {
        Files.copy(file, some.resolve(file.getFileName()));
      }
      double[] whole = new double[rounds];
      double[] start = new double[rounds];
      double[] alone = new double[rounds];
      ModelBundle model = ModelBundle.read(home.resolve("models/default"));
      Preprocessing preprocessing = model.config().encoder().preprocessing();
      List<PixelBatch<Path>> pixels = new ArrayList<>();
      try (PhotoBatches<Path> batches =
          new PhotoBatches<>(new PhotoReader(), preprocessing, files.iterator(), file -> file)) {
        batches.forEachRemaining(pixels::add);
      }
      try (Captioner captioner = captioner(model)) {
        describe(captioner, pixels); // Java's compiler has seen it then
        for (int round = 0; round < rounds; round++) {
          whole[round] = batch(all, folder.path());
          start[round] = batch(some, folder.path());
          alone[round] = Clock.seconds(() -> describe(captioner, pixels));
        }
      }
      return section(files.size(), few.size(), whole, start, alone);
    }
  }

  private static Path drawn(Path folder) throws IOException {
    Path all = Files.createDirectory(folder.resolve("all"));
    DrawnPhotos.draw(all, DRAWN);
    return all;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void describe(Captioner captioner, List<PixelBatch<Path>> pixels) {
    try (DescribedPhotos<Path> described = new DescribedPhotos<>(captioner, pixels.iterator())) {
      described.forEachRemaining(batch -> {});
    }
  }

  private static Captioner captioner(ModelBundle model) throws IOException {
    return new Captioner(new PhotoEncoder(SearchTask.encoder(model)), model, Decoding.STANDARD);
  }

  private double batch(Path photos, Path folder) throws IOException {
    Path out = folder.resolve("captions.jsonl");
    Files.deleteIfExists(out);
    return ChildProcess.run(
            List.of(
                home.resolve("scripts/caption4j").toString(),
                "batch",
                photos.toString(),
                "--out",
                out.toString()))
        .seconds();
  }

  private static Section section(int all, int few, double[] whole, double[] start, double[] alone) {
    int rounds = whole.length;
    double[] running = new double[rounds];
    double[] part = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      running[round] = (all - few) / (whole[round] - start[round]);
      part[round] = running[round] * alone[round] / all;
    }
    return new Section(
        "A folder of photos",
        List.of(
            "`scripts/caption4j batch` in a new process. Its rate once it runs is that of the %d photos by which a second run had fewer."
                .formatted(all - few),
            "Encoder and decoder alone: prepared pixels in batches of sixteen, two at once as `batch` has them, in a warm process."),
        List.of(
            new Table(
                all + " photos",
                List.of("what", "photos/s", "of encoder and decoder alone"),
                List.of(
                    List.of(
                        "`batch`, its start included",
                        all / Median.of(whole),
                        Median.of(alone) / Median.of(whole)),
                    List.of("`batch` once it runs", Median.of(running), Median.of(part)),
                    List.of("encoder and decoder alone", all / Median.of(alone), 1.0)))));
  }
}
