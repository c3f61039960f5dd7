package org.caption4j.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import org.caption4j.AtomicFile;
import org.caption4j.BadInputException;
import org.caption4j.captioner.Caption;
import org.caption4j.image.Thumbnail;

/**
 * Photos and their captions, as many as there are, on pages that need no other file but are linked
 * to each other: {@code photos.html}, {@code photos-2.html}, {@code photos-3.html} and so on.
 *
 * <p>No more is held in memory than the captions of one page and a few thumbnails.
 */
public final class Gallery {
  /** Some 5 MB, which browsers open in an instant. */
  public static final int PHOTOS_A_PAGE = 500;

  private final GalleryHead head;
  private final ThumbnailSource<GalleryPhoto> thumbnails;
  private final int photosPerPage;

  /**
   * A gallery of {@link #PHOTOS_A_PAGE} photos a page.
   *
   * @param head what stands above the photos of each page
   * @param thumbnails asked once for each photo that was described
   */
  public Gallery(GalleryHead head, ThumbnailSource<GalleryPhoto> thumbnails) {
    this(head, thumbnails, PHOTOS_A_PAGE);
  }

  /**
   * @param head what stands above the photos of each page
   * @param thumbnails asked once for each photo that was described
   * @param photosPerPage at most
   * @throws IllegalArgumentException if it is not positive
   */
  public Gallery(GalleryHead head, ThumbnailSource<GalleryPhoto> thumbnails, int photosPerPage) {
    if (photosPerPage < 1) {
      throw new IllegalArgumentException(
          "expected at least 1 photo a page but found " + photosPerPage);
    }
    this.head = head;
    this.thumbnails = thumbnails;
    this.photosPerPage = photosPerPage;
  }

  /**
   * Returns the first page's file, and the files where its followers would lie as far as there are
   * any.
   *
   * @param first the first page's file, which need not exist
   */
  public static List<Path> earlierPages(Path first) {
    PageFiles pages = new PageFiles(first, 1);
    List<Path> files = new ArrayList<>(List.of(first));
    for (int page = 2; Files.exists(pages.file(page)); page++) {
      files.add(pages.file(page));
    }
    return files;
  }

  /**
   * Writes the pages: all of them or, where something fails, none. They are made in a hidden folder
   * beside the first page's place and move there at the end, so that links lead to pages that
   * exist, even if the program is killed halfway. Pages of an earlier gallery are replaced; where
   * it had more, the others stay.
   *
   * @param first the first page's file; its folder is made if it does not exist
   * @param photos in the order in which they are shown
   * @param count how many they are, so that every page can tell, and link to the last
   * @param progress told how many photos are written so far, after each
   * @throws BadInputException if there is a folder in the place of a page
   * @throws IOException if the disk does not take the pages
   * @throws IllegalArgumentException if there are more or fewer photos than were promised
   */
  public void write(Path first, Iterator<GalleryPhoto> photos, int count, IntConsumer progress)
      throws IOException {
    if (count < 0) {
      throw new IllegalArgumentException("expected a number of photos but found " + count);
    }
    PageFiles files = new PageFiles(first, Math.max(count - 1, 0) / photosPerPage + 1);
    Page kind = Page.of(Gallery.class, "gallery");
    PhotoBlocks<GalleryPhoto> blocks =
        new PhotoBlocks<>(this::thumbnail, Gallery::members, progress);
    try (PagesAside aside = new PagesAside(files)) {
      int done = 0;
      for (int page = 1; page <= files.pages(); page++) {
        List<GalleryPhoto> shown = next(photos, Math.min(photosPerPage, count - done));
        PageLinks links = new PageLinks(files, page, range(done, done + shown.size(), count));
        Map<String, Part> parts = parts(links, html -> blocks.write(html, shown));
        AtomicFile.write(aside.file(page), out -> kind.write(out, parts));
        done += shown.size();
      }
      if (done < count || photos.hasNext()) {
        throw new IllegalArgumentException(
            "expected %d photos but found %s".formatted(count, done < count ? done : "more"));
      }
      aside.moveToTheirPlace();
    }
  }

  /** A page's photos are taken before it is written: its head says how many they are. */
  private static List<GalleryPhoto> next(Iterator<GalleryPhoto> photos, int atMost) {
    List<GalleryPhoto> next = new ArrayList<>();
    while (next.size() < atMost && photos.hasNext()) {
      next.add(photos.next());
    }
    return next;
  }

  private static String range(int from, int to, int total) {
    return String.format(Locale.ENGLISH, "Photos %,d to %,d of %,d", from + 1, to, total);
  }

  private Map<String, Part> parts(PageLinks links, Part photos) {
    return Map.of(
        "title", Part.text(head.title()),
        "number", Part.text(links.number()),
        "language", Part.text(head.language()),
        "facts", Part.facts("About", head.facts()),
        "links", links,
        "photos", photos);
  }

  private Thumbnail thumbnail(GalleryPhoto photo) throws BadInputException {
    if (photo.fault().isPresent()) {
      throw new BadInputException(photo.fault().get());
    }
    return thumbnails.thumbnail(photo);
  }

  private static void members(GalleryPhoto photo, JsonGenerator json) throws IOException {
    json.writeStringField("file", photo.path());
    json.writeArrayFieldStart("captions");
    for (Caption caption : photo.captions()) {
      json.writeStartObject();
      json.writeStringField("text", caption.text());
      json.writeNumberField("probability", Math.exp(caption.logProbability()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
