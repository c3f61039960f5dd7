package org.caption4j.eval;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.caption4j.BadInputException;
import org.caption4j.data.CaptionDataSet;
import org.caption4j.data.CaptionResults;
import org.caption4j.data.CaptionedImage;
import org.caption4j.metric.Candidate;

/**
 * Captions beside the references they are scored against.
 *
 * @param images the images that are scored, in the order of the references
 * @param candidates their captions, in the same order
 * @param missing numbers of images that should be scored but have no caption
 */
public record Pairing(List<CaptionedImage> images, List<Candidate> candidates, List<Long> missing) {
  /** As many numbers as fit into a message. */
  private static final int SHOWN = 10;

  /** Copies the lists. */
  public Pairing {
    images = List.copyOf(images);
    candidates = List.copyOf(candidates);
    missing = List.copyOf(missing);
  }

  /**
   * Puts captions beside references.
   *
   * @param references what people said
   * @param results what a captioner said
   * @param subset numbers of the images to score, or empty for all that have references
   * @return what can be scored, and what is missing
   * @throws BadInputException if the results or the subset name images without references, or no
   *     caption is left to score
   */
  public static Pairing of(
      CaptionDataSet references, CaptionResults results, Optional<Set<Long>> subset)
      throws BadInputException {
    requireKnown(results.name(), results.captions().keySet(), references);
    if (subset.isPresent()) {
      requireKnown(subset.get(), references);
    }
    List<CaptionedImage> images = new ArrayList<>();
    List<Candidate> candidates = new ArrayList<>();
    List<Long> missing = new ArrayList<>();
    for (CaptionedImage image : references.images()) {
      if (subset.isPresent() && !subset.get().contains(image.id())) {
        continue;
      }
      String caption = results.captions().get(image.id());
      if (caption == null) {
        missing.add(image.id());
      } else {
        images.add(image);
        candidates.add(new Candidate(image.id(), caption, image.captions()));
      }
    }
    if (candidates.isEmpty()) {
      throw new BadInputException(
          "%s: expected captions of the %d images to score, found none"
              .formatted(results.name(), missing.size()));
    }
    return new Pairing(images, candidates, missing);
  }

  /**
   * Refuses to go on where captions are missing: scores of some images look like scores of all.
   *
   * @param name what to call the results
   * @throws BadInputException if there are any
   */
  public void requireComplete(String name) throws BadInputException {
    if (!missing.isEmpty()) {
      throw new BadInputException(
          "%s: expected captions of %d images, found none of %d of them: %s; score the others with --allow-missing, or a --subset"
              .formatted(name, candidates.size() + missing.size(), missing.size(), some(missing)));
    }
  }

  /**
   * Refuses a subset of other images.
   *
   * @param subset numbers of images
   * @param references what people said
   * @throws BadInputException if there are none of an image
   */
  public static void requireKnown(Set<Long> subset, CaptionDataSet references)
      throws BadInputException {
    requireKnown("the subset", subset, references);
  }

  private static void requireKnown(String name, Set<Long> ids, CaptionDataSet references)
      throws BadInputException {
    Set<Long> unknown = new LinkedHashSet<>(ids);
    references.images().stream().map(CaptionedImage::id).forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new BadInputException(
          "%s: expected images that have captions in %s, found %d that have none there: %s"
              .formatted(name, references.name(), unknown.size(), some(unknown)));
    }
  }

  /** Lists numbers, the first few of many. */
  public static String some(Collection<Long> ids) {
    String shown = ids.stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining(", "));
    return ids.size() <= SHOWN ? shown : shown + " and " + (ids.size() - SHOWN) + " more";
  }
}
