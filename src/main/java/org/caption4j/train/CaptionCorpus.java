package org.caption4j.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.caption4j.BadInputException;
import org.caption4j.data.CaptionDataSet;
import org.caption4j.data.CaptionedImage;
import org.caption4j.data.FeatureFile;
import org.caption4j.image.NamedPhoto;
import org.caption4j.metric.DocumentFrequencies;
import org.caption4j.text.Tokenizer;
import org.caption4j.text.Vocabulary;

/** Captions on their way from a data set to numbers. */
final class CaptionCorpus {
  private final Tokenizer tokenizer;

  /**
   * @param tokenizer makes words of captions
   */
  CaptionCorpus(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * The words that occur often enough.
   *
   * @param sets training captions, counted together
   * @param minimumCount occurrences that a word needs to be one
   */
  Vocabulary vocabulary(List<CaptionDataSet> sets, int minimumCount) {
    Stream<List<String>> sentences =
        sets.stream()
            .flatMap(data -> data.images().stream())
            .flatMap(image -> image.captions().stream())
            .map(tokenizer::tokens);
    return Vocabulary.build(sentences, minimumCount);
  }

  /**
   * How common n-grams are in the captions of data sets.
   *
   * @param data training captions, counted together
   * @param vocabulary numbers of words
   * @return empty if the vocabulary is too large for n-grams to be counted
   */
  Optional<DocumentFrequencies> documentFrequencies(
      List<CaptionDataSet> data, Vocabulary vocabulary) {
    if (vocabulary.size() > DocumentFrequencies.LARGEST_VOCABULARY) {
      return Optional.empty();
    }
    return Optional.of(
        DocumentFrequencies.of(
            data.stream()
                .flatMap(set -> set.images().stream())
                .map(image -> encoded(image, vocabulary))
                .toList()));
  }

  private List<int[]> encoded(CaptionedImage image, Vocabulary vocabulary) {
    return image.captions().stream()
        .map(caption -> vocabulary.encode(tokenizer.tokens(caption)))
        .toList();
  }

  /**
   * The captions of all photos that have a vector in every view.
   *
   * @param data captions
   * @param vocabulary numbers of words
   * @param views views of the photos: vectors under their file names
   * @throws BadInputException if no photo of the data set has a vector
   */
  Examples examples(CaptionDataSet data, Vocabulary vocabulary, List<FeatureFile> views)
      throws BadInputException {
    List<int[]> captions = new ArrayList<>();
    List<String> files = new ArrayList<>();
    for (CaptionedImage image : data.images()) {
      if (!views.stream().allMatch(view -> view.contains(image.fileName()))) {
        continue;
      }
      for (String caption : image.captions()) {
        captions.add(vocabulary.encode(tokenizer.tokens(caption)));
        files.add(image.fileName());
      }
    }
    if (captions.isEmpty()) {
      throw new BadInputException(
          "%s: expected captions of photos that can be read but found no such photo among %d"
              .formatted(data.name(), data.images().size()));
    }
    List<Examples.View> seen = new ArrayList<>();
    for (FeatureFile view : views) {
      int[] rows = new int[files.size()];
      for (int k = 0; k < rows.length; k++) {
        rows[k] = view.row(files.get(k));
      }
      seen.add(new Examples.View(List.of(view.vectors()), rows));
    }
    return new Examples(seen, captions);
  }

  /**
   * A data set to judge epochs by: all photos that have a vector.
   *
   * @param data captions
   * @param vocabulary numbers of words
   * @param whole vectors of the photos under their file names
   * @param scoring compares sentences with the captions; without it there is no CIDEr
   * @throws BadInputException if no photo of the data set has a vector
   */
  ValidationSet validation(
      CaptionDataSet data, Vocabulary vocabulary, FeatureFile whole, Optional<CiderScoring> scoring)
      throws BadInputException {
    List<CaptionedImage> images =
        data.images().stream().filter(image -> whole.contains(image.fileName())).toList();
    Examples examples = examples(data, vocabulary, List.of(whole));
    int[] rows = new int[images.size()];
    for (int k = 0; k < rows.length; k++) {
      rows[k] = whole.row(images.get(k).fileName());
    }
    return new ValidationSet(examples, rows, references(images, scoring));
  }

  /**
   * The same of a data set whose photos, read or not, have no vectors yet.
   *
   * @throws BadInputException if none of the photos exists
   */
  ValidationPhotos validation(
      CaptionDataSet data, Vocabulary vocabulary, Path folder, Optional<CiderScoring> scoring)
      throws BadInputException {
    return new ValidationPhotos(
        photos(data, vocabulary, folder), references(data.images(), scoring));
  }

  private static Optional<PhotoReferences> references(
      List<CaptionedImage> images, Optional<CiderScoring> scoring) {
    return scoring.map(
        s -> new PhotoReferences(images.stream().map(CaptionedImage::captions).toList(), s));
  }

  /**
   * The captions of all photos of each data set, read or not.
   *
   * @param sets captions
   * @param vocabulary numbers of words
   * @param folders the same data sets, for their photos
   * @throws BadInputException if none of the photos of a data set exists
   */
  List<CaptionedPhotos> photos(
      List<CaptionDataSet> sets, Vocabulary vocabulary, List<CaptionedFolder> folders)
      throws BadInputException {
    List<CaptionedPhotos> photos = new ArrayList<>();
    for (int k = 0; k < sets.size(); k++) {
      photos.add(photos(sets.get(k), vocabulary, folders.get(k).images()));
    }
    return photos;
  }

  /**
   * The captions of all photos, read or not.
   *
   * @param data captions
   * @param vocabulary numbers of words
   * @param folder of the photos
   * @throws BadInputException if none of the photos exists
   */
  CaptionedPhotos photos(CaptionDataSet data, Vocabulary vocabulary, Path folder)
      throws BadInputException {
    List<Path> files = new ArrayList<>();
    List<List<int[]>> captions = new ArrayList<>();
    for (CaptionedImage image : data.images()) {
      files.add(NamedPhoto.in(folder, image.fileName()));
      captions.add(encoded(image, vocabulary));
    }
    if (files.stream().noneMatch(Files::exists)) {
      throw new BadInputException(
          "%s: expected its photos in %s but found none of the %d there; give their folder"
              .formatted(data.name(), folder, files.size()));
    }
    return new CaptionedPhotos(files, captions);
  }

  /**
   * A name for the very captions and photos of a training, so that a checkpoint knows its own. Of
   * one training set of weight 1 and one validation set it is what it was before there could be
   * more.
   */
  static String fingerprint(Examples train, List<Examples> validation) {
    MessageDigest digest = sha256();
    List<Examples> all = joined(train, validation);
    add(all.stream().map(Examples::sample).toList(), digest);
    for (Examples examples : all) {
      for (int k = 0; k < examples.size(); k++) {
        add(examples.views().get(0).rows()[k], examples.captions().get(k), digest);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The same for photos that no vectors are kept of. */
  static String fingerprint(CaptionedPhotos train, List<CaptionedPhotos> validation) {
    MessageDigest digest = sha256();
    List<CaptionedPhotos> all = joined(train, validation);
    add(all.stream().map(CaptionedPhotos::sample).toList(), digest);
    for (CaptionedPhotos photos : all) {
      for (int k = 0; k < photos.size(); k++) {
        digest.update(photos.files().get(k).getFileName().toString().getBytes(UTF_8));
        for (int[] caption : photos.captions().get(k)) {
          add(k, caption, digest);
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static <T> List<T> joined(T first, List<T> others) {
    return Stream.concat(Stream.of(first), others.stream()).toList();
  }

  /** Sizes and weights of the sets: their captions alone do not tell where one ends. */
  private static void add(List<EpochSample> samples, MessageDigest digest) {
    List<EpochSample.Part> parts =
        samples.stream().flatMap(sample -> sample.parts().stream()).toList();
    if (parts.size() > 2 || parts.stream().anyMatch(part -> part.weight() != 1)) {
      digest.update(samples.toString().getBytes(UTF_8));
    }
  }

  private static void add(int row, int[] caption, MessageDigest digest) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * (caption.length + 2));
    bytes.putInt(row).putInt(caption.length);
    for (int token : caption) {
      bytes.putInt(token);
    }
    digest.update(bytes.array());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
