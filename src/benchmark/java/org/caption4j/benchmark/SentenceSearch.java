package org.caption4j.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.caption4j.decoder.BeamSearch;
import org.caption4j.decoder.BeamSettings;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Part c: beam search of the model in the box, one photo at a time and as many as the program takes
 * at once.
 *
 * @param home the project's folder
 */
record SentenceSearch(Path home) implements Part {
  private static final int[] WIDTHS = {1, 3, 5, 10};
  private static final int[] PHOTOS = {1, SearchTask.PHOTOS};
  private static final double MILLI = 1e3;

  @Override
  public Section measure(int rounds) throws IOException {
    SearchTask task = SearchTask.of(home);
    List<List<Object>> rows = new ArrayList<>();
    for (int photos : PHOTOS) {
      for (int width : WIDTHS) {
        List<Standing> standings = standings(task, photos, width, rounds);
        double own = standings.get(0).median();
        double torch = standings.get(1).median();
        rows.add(List.of(photos, width, own * MILLI, torch * MILLI, torch / own));
      }
    }
    Table table =
        new Table(
            "Beam search, a photo",
            List.of(
                "photos at once", "width", "this project, ms", "PyTorch through DJL, ms", "ratio"),
            rows);
    List<String> remarks =
        List.of(
            "The decoder of `models/default` with vectors of the sample photos and noise, up to %d words; the same sentences token by token."
                .formatted(BeamSettings.STANDARD.maximumLength()));
    return new Section("Beam search", remarks, List.of(table));
  }

  private static List<Standing> standings(SearchTask task, int photos, int width, int rounds) {
    BeamSettings standard = BeamSettings.STANDARD;
    BeamSettings settings =
        new BeamSettings(
            width,
            1,
            standard.minimumLength(),
            standard.maximumLength(),
            0); // by probability, as the other ranks them
    BeamSearch own = new BeamSearch(task.decoder(), task.special(), settings);
    try (TorchBeamSearch torch = new TorchBeamSearch(task.decoder(), task.special(), settings)) {
      List<Supplier<List<int[]>>> ours = new ArrayList<>();
      List<Supplier<List<int[]>>> theirs = new ArrayList<>();
      for (int from = 0; from < SearchTask.PHOTOS; from += photos) {
        INDArray vectors =
            task.vectors()
                .get(NDArrayIndex.interval(from, from + photos), NDArrayIndex.all())
                .dup('c');
        ours.add(() -> own.search(vectors).stream().map(found -> found.get(0).tokens()).toList());
        theirs.add(torch.searching(vectors));
      }
      requireSame(sentences(ours), sentences(theirs), width);
      double each = 1.0 / SearchTask.PHOTOS;
      return new Contest(
              List.of(
                  new Competitor("this project", each, () -> sentences(ours)),
                  new Competitor("PyTorch through DJL", each, () -> sentences(theirs))))
          .hold(rounds);
    }
  }

  private static List<int[]> sentences(List<Supplier<List<int[]>>> searches) {
    return searches.stream().flatMap(search -> search.get().stream()).toList();
  }

  private static void requireSame(List<int[]> expected, List<int[]> found, int width) {
    for (int k = 0; k < expected.size(); k++) {
      if (!Arrays.equals(expected.get(k), found.get(k))) {
        throw new IllegalStateException(
            "PyTorch, beam of %d, photo %d: expected the tokens %s but found %s"
                .formatted(
                    width, k, Arrays.toString(expected.get(k)), Arrays.toString(found.get(k))));
      }
    }
  }
}
