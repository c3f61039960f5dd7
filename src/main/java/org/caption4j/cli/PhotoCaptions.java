package org.caption4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caption4j.BadInputException;
import org.caption4j.captioner.Captioner;
import org.caption4j.captioner.Decoding;
import org.caption4j.captioner.DescribedPhotos;
import org.caption4j.captioner.ModelFolder;
import org.caption4j.data.CaptionResults;
import org.caption4j.data.CaptionedImage;
import org.caption4j.image.NamedPhoto;
import org.caption4j.image.PhotoBatches;
import org.caption4j.image.PhotoReader;

/**
 * Describes the photos of a data set.
 *
 * @param options which open the model
 * @param model what describes them
 * @param decoding how captions are found
 * @param err takes progress, and faults of single photos
 */
record PhotoCaptions(ModelOptions options, ModelFolder model, Decoding decoding, Messages err) {
  /**
   * Refuses a folder that lacks photos: better said before an hour's work than after it.
   *
   * @param folder of the photos
   * @param images those that should be there
   * @param name what to call the data set
   * @throws BadInputException if any is not there
   */
  static void requirePhotos(Path folder, List<CaptionedImage> images, String name)
      throws BadInputException {
    List<String> absent =
        images.stream()
            .map(CaptionedImage::fileName)
            .filter(fileName -> !Files.exists(NamedPhoto.in(folder, fileName)))
            .toList();
    if (!absent.isEmpty()) {
      throw new BadInputException(
          "%s: expected the %d photos of %s, found none of %d of them, such as %s; describe the others with --allow-missing, or a --subset"
              .formatted(folder, images.size(), name, absent.size(), absent.get(0)));
    }
  }

  /**
   * Describes photos.
   *
   * @param folder of the photos
   * @param images whose photos they are
   * @return the best caption of each photo that can be read
   * @throws IOException if the model cannot be opened
   */
  CaptionResults make(Path folder, List<CaptionedImage> images) throws IOException {
    Map<Long, String> captions = new LinkedHashMap<>();
    try (PhotoBatches<CaptionedImage> photos =
            new PhotoBatches<>(
                new PhotoReader(),
                model.config().encoder().preprocessing(),
                images.iterator(),
                image -> NamedPhoto.in(folder, image.fileName()));
        Captioner captioner = options.open(model, decoding, err);
        DescribedPhotos<CaptionedImage> described = new DescribedPhotos<>(captioner, photos);
        Progress progress = Progress.of(err, "captions", "photos", images.size())) {
      int done = 0;
      while (described.hasNext()) {
        DescribedPhotos.Batch<CaptionedImage> batch = described.next();
        batch.warnings().forEach(err::warning);
        batch.unread().forEach(unread -> err.error(unread.fault().getMessage()));
        for (int k = 0; k < batch.items().size(); k++) {
          captions.put(batch.items().get(k).id(), batch.captions().get(k).get(0).text());
        }
        done += batch.size();
        progress.at(done, "");
      }
    }
    String name = model.path().toAbsolutePath().normalize().getFileName().toString();
    return new CaptionResults("%s on %s".formatted(name, folder), captions);
  }
}
