package org.caption4j.batch;

import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a search passed over, though its owner may have thought of it as photos.
 *
 * @param hidden files and folders; what lies in the folders is not counted
 * @param links to folders
 * @param unread files that may be photos, by their endings
 */
public record LeftOut(long hidden, long links, SortedMap<String, Long> unread) {
  /** Copies the map. */
  public LeftOut {
    unread = new TreeMap<>(unread);
  }

  /** Returns how many files and folders these are. */
  public long count() {
    return hidden + links + unreadCount();
  }

  private long unreadCount() {
    return unread.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Says what they are and how to have them; empty where there are none. */
  public String describe() {
    StringBuilder text = new StringBuilder();
    long files = unreadCount();
    if (files > 0) {
      text.append(
          "%,d %s left out: %s"
              .formatted(
                  files,
                  files == 1 ? "file that may be a photo was" : "files that may be photos were",
                  kinds()));
    }
    if (hidden > 0) {
      add(text, hidden, "hidden file or folder", "hidden files or folders", "--hidden");
    }
    if (links > 0) {
      add(text, links, "link to a folder", "links to folders", "--follow-links");
    }
    return text.toString();
  }

  private static void add(StringBuilder text, long count, String one, String many, String option) {
    text.append(text.isEmpty() ? "" : "; ");
    text.append(
        "%,d %s left out (%s)"
            .formatted(count, count == 1 ? one + " was" : many + " were", option));
  }

  /** The most frequent first. */
  private String kinds() {
    return unread.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .map(kind -> "%,d .%s".formatted(kind.getValue(), kind.getKey()))
        .collect(Collectors.joining(", "));
  }

  /** Counts while folders are searched. */
  static final class Counter {
    private final SortedMap<String, Long> unread = new TreeMap<>();
    private long hidden;
    private long links;

    void hidden() {
      hidden++;
    }

    void link() {
      links++;
    }

    void unread(String ending) {
      unread.merge(ending, 1L, Long::sum);
    }

    LeftOut total() {
      return new LeftOut(hidden, links, unread);
    }
  }
}
