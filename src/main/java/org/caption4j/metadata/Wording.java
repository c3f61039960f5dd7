package org.caption4j.metadata;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How captions become the text of a description.
 *
 * @param prefix before each caption
 * @param suffix behind each caption
 * @param separator between a caption and a description that is there already
 * @param existing what happens to such a description
 */
public record Wording(String prefix, String suffix, String separator, ExistingText existing) {
  /** Captions as they are; descriptions that are there stay. */
  public static final Wording PLAIN = new Wording("", "", "\n", ExistingText.SKIP);

  /**
   * Returns what a description becomes. What was added to it before is not added again, so that a
   * run that was stopped may be repeated.
   *
   * @param before the description that is there
   * @param captions to be added, one a line
   * @return empty if it stays as it is
   */
  Optional<String> change(Optional<String> before, List<String> captions) {
    String added =
        captions.stream()
            .map(caption -> prefix + caption + suffix)
            .collect(Collectors.joining("\n"));
    return Optional.of(before.map(text -> over(text, added)).orElse(added))
        .filter(after -> !before.equals(Optional.of(after)));
  }

  private String over(String before, String added) {
    if (existing == ExistingText.SKIP || before.equals(added)) {
      return before;
    }
    if (existing == ExistingText.OVERWRITE || before.isEmpty()) {
      return added;
    }
    if (existing == ExistingText.APPEND) {
      return before.endsWith(separator + added) ? before : before + separator + added;
    }
    return before.startsWith(added + separator) ? before : added + separator + before;
  }
}
