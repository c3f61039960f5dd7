package org.caption4j.metric;

import static java.lang.Math.exp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.caption4j.BadInputException;
import org.caption4j.tensor.SafeTensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DocumentFrequenciesTest {
  private static final Offset<Double> EQUAL = within(1e-12);

  @TempDir Path folder;

  private static int[] tokens(int... tokens) {
    return tokens;
  }

  private static List<List<int[]>> corpus(Random random, int images) {
    List<List<int[]>> corpus = new ArrayList<>();
    for (int image = 0; image < images; image++) {
      corpus.add(List.of(sentence(random, 9), sentence(random, 9), sentence(random, 12), tokens()));
    }
    return corpus;
  }

  private static int[] sentence(Random random, int longest) {
    return random.ints(1 + random.nextInt(longest), 1, 8).toArray();
  }

  private static String text(int[] tokens) {
    return Arrays.stream(tokens).mapToObj(String::valueOf).collect(Collectors.joining(" "));
  }

  @Test
  void similarityByHand() {
    // 5 is in both images, 6 and 7 in one: weights 0, ln 2, ln 2; so has every longer n-gram ln 2
    DocumentFrequencies two =
        DocumentFrequencies.of(List.of(List.of(tokens(5, 6), tokens(5, 6)), List.of(tokens(5, 7))));
    assertThat(two.images()).isEqualTo(2);
    assertThat(two.size()).isEqualTo(1);
    WeightedNgrams caption = two.weigh(tokens(5, 6, 6));
    WeightedNgrams reference = two.weigh(tokens(5, 6));
    // unigrams: (0, 2 ln 2) cut to (0, ln 2): 1/2; bigrams: 1 of 2, 1/sqrt 2; lengths differ by 1
    assertThat(caption.similarity(reference))
        .isCloseTo(10 * (0.5 + 1 / Math.sqrt(2)) / 4 * exp(-1 / 72.0), EQUAL);
    // the other way round nothing is cut
    assertThat(reference.similarity(caption))
        .isCloseTo(10 * (1.0 + 1 / Math.sqrt(2)) / 4 * exp(-1 / 72.0), EQUAL);
  }

  @Test
  void figuresAreThoseOfTheEvaluatorWhereFrequenciesAreThoseOfItsCorpus() {
    Random random = new Random(3);
    List<List<int[]>> references = corpus(random, 30);
    List<int[]> captions =
        IntStream.range(0, references.size()).mapToObj(i -> sentence(random, 10)).toList();
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < captions.size(); i++) {
      candidates.add(
          new Candidate(
              i,
              text(captions.get(i)),
              references.get(i).stream().map(DocumentFrequenciesTest::text).toList()));
    }
    Evaluation evaluation = new Evaluator(new SpaceTokenizer()).evaluate(candidates);
    DocumentFrequencies frequencies = DocumentFrequencies.of(references);
    for (int i = 0; i < captions.size(); i++) {
      WeightedNgrams caption = frequencies.weigh(captions.get(i));
      double mean =
          references.get(i).stream()
              .mapToDouble(reference -> caption.similarity(frequencies.weigh(reference)))
              .average()
              .orElseThrow();
      assertThat(mean)
          .isCloseTo(
              evaluation.images().get((long) i).get(Metric.CIDER).orElseThrow(), within(1e-9));
    }
  }

  @Test
  void emptyCaptionsAndUnknownWordsHaveASimilarity() {
    DocumentFrequencies frequencies = DocumentFrequencies.of(corpus(new Random(4), 20));
    WeightedNgrams unknown = frequencies.weigh(tokens(65535, 40000, 40001, 65535));
    WeightedNgrams empty = frequencies.weigh(tokens());
    assertThat(unknown.similarity(unknown)).isCloseTo(10, EQUAL);
    assertThat(unknown.similarity(empty)).isZero();
    assertThat(empty.similarity(unknown)).isZero();
    assertThat(empty.similarity(empty)).isZero();
    WeightedNgrams uncounted = DocumentFrequencies.of(List.of()).weigh(tokens(1, 2));
    assertThat(uncounted.similarity(uncounted)).isZero();
  }

  @Test
  void idsThatDoNotFitAreRefused() {
    for (int id : new int[] {-1, 0, 65536}) {
      assertThatThrownBy(() -> DocumentFrequencies.of(List.of(List.of(tokens(3, id)))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("from 1 to 65535 but found " + id);
    }
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    Path file = folder.resolve("frequencies.safetensors");
    List<List<int[]>> images = new ArrayList<>(corpus(new Random(5), 40));
    int[] large = tokens(65535, 65534, 65533, 65532);
    images.add(List.of(large));
    images.add(List.of(large));
    for (List<List<int[]>> each : List.of(images, images.subList(0, 1), List.<List<int[]>>of())) {
      DocumentFrequencies written = DocumentFrequencies.of(each);
      written.write(file);
      DocumentFrequencies read = DocumentFrequencies.read(file);
      assertThat(read).isEqualTo(written);
      assertThat(read.images()).isEqualTo(each.size());
    }
  }

  @Test
  void everyFaultIsOneLine() throws IOException {
    Path file = folder.resolve("frequencies.safetensors");
    assertFault(file, "no such file");
    DocumentFrequencies.of(corpus(new Random(6), 40)).write(file);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 5));
    assertFault(file, "truncated");

    INDArray ngrams = Nd4j.createFromArray(new long[] {3, 4});
    write(file, "1", "5", ngrams, Nd4j.createFromArray(new int[] {2, 6}));
    assertFault(file, "n-gram 1", "from 2 to 5", "found 6");
    write(file, "1", "5", ngrams, Nd4j.createFromArray(new int[] {2}));
    assertFault(file, "2 n-grams and 1 counts");
    write(file, "1", "5", ngrams, Nd4j.createFromArray(new float[] {2, 3}));
    assertFault(file, "tensor counts", "FLOAT");
    INDArray falling = Nd4j.createFromArray(new long[] {4, 3});
    INDArray counts = Nd4j.createFromArray(new int[] {2, 3});
    write(file, "1", "5", falling, counts);
    assertFault(file, "rising", "3 after 4");
    write(file, "2", "5", ngrams, counts);
    assertFault(file, "version 1", "found 2");
    write(file, "1", "many", ngrams, counts);
    assertFault(file, "number of images", "many");
    SafeTensorsWriter.write(file, Map.of("ngrams", ngrams), Map.of());
    assertFault(file, "format", "none");
  }

  private static void write(
      Path file, String version, String images, INDArray ngrams, INDArray counts)
      throws IOException {
    SafeTensorsWriter.write(
        file,
        Map.of("ngrams", ngrams, "counts", counts),
        Map.of("format", "caption4j-document-frequencies", "version", version, "images", images));
  }

  private static void assertFault(Path file, String... parts) {
    assertThatThrownBy(() -> DocumentFrequencies.read(file))
        .isInstanceOf(BadInputException.class)
        .message()
        .startsWith(file.toString())
        .contains(parts)
        .doesNotContain("\n");
  }
}
