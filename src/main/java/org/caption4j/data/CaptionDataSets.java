package org.caption4j.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedInputStream;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.caption4j.BadInputException;
import org.caption4j.FileName;
import org.caption4j.FilePart;
import org.caption4j.InputFile;

/**
 * The one door to captions in files. The content, not the name, decides the format:
 *
 * <ul>
 *   <li><b>COCO captions</b>, 2014 and 2017: JSON with {@code images} and {@code annotations};
 *   <li><b>Karpathy's splits</b>, {@code dataset_coco.json} and its kin: JSON with {@code images}
 *       that hold their {@code sentences}; {@code FILE#train}, {@code FILE#train+restval};
 *   <li><b>Flickr8k and Flickr30k tokens</b>: lines of {@code photo.jpg#0}, a tab, a caption;
 *   <li><b>Flickr8k's captions.txt</b>: a table with commas below {@code image,caption};
 *   <li><b>Flickr30k's results.csv</b>: a table with bars below {@code image_name| comment_number|
 *       comment};
 *   <li><b>a plain table</b>: a photo's file name, a tab or a comma, a caption;
 *   <li><b>metadata.jsonl</b>: lines of JSON with {@code file_name} and {@code text};
 *   <li><b>a folder</b> of photos with {@code .txt} files of the same name beside them.
 * </ul>
 *
 * <p>Of all but Karpathy's, which names its own, a part may be asked for: {@code FILE#LIST} keeps
 * the photos that the file LIST names, one a line; {@code FILE#train:0.9@7} and {@code
 * FILE#val:0.9@7} are nine tenths of the photos and the others, by the seed 7.
 *
 * <p>Each file may be compressed with gzip. JSON is streamed: memory is needed for the captions
 * alone.
 */
public final class CaptionDataSets {
  private CaptionDataSets() {}

  /**
   * Reads a data set.
   *
   * @param spec {@code FILE} or {@code FILE#SPLIT}, or a folder in place of the file; where a name
   *     holds a {@code #}, the longest name that exists is taken
   * @return the data set, of at least one photo
   * @throws BadInputException if the file is missing, empty, broken or something else; the message
   *     says where, what was expected and what was found
   * @throws IOException if it cannot be read
   */
  public static CaptionDataSet read(String spec) throws IOException {
    FilePart found = FilePart.locateFileOrFolder(spec, "a file of captions");
    Source source = new Source(found.file(), found.part().orElse(""));
    try {
      CaptionDataSet read = readAs(source);
      for (CaptionedImage image : read.images()) {
        FileName.parse(image.fileName(), "%s: image %d".formatted(source.file(), image.id()));
      }
      if (read.images().isEmpty()) {
        throw new BadInputException(source.file() + ": expected photos with captions, found none");
      }
      return read;
    } catch (JsonProcessingException e) {
      throw JsonSections.fault(source, e);
    } catch (CharConversionException e) {
      throw new BadInputException(source.file() + ": expected JSON in UTF-8, found other bytes", e);
    } catch (EOFException | ZipException e) {
      throw new BadInputException(
          source.file() + ": broken or truncated gzip: " + e.getMessage(), e);
    }
  }

  private static CaptionDataSet readAs(Source source) throws IOException {
    if (Files.isDirectory(source.file())) {
      return new FolderReader(source).read().chosen(source);
    }
    return switch (source.firstCharacter()) {
      case -1 -> throw new BadInputException(source.file() + ": is empty, expected captions");
      case '{' -> readJson(source);
      case '[' ->
          throw new BadInputException(
              source.file()
                  + ": expected a JSON object with images and captions, found a list (is this a"
                  + " file of results?)");
      default -> new TextReader(source).read().chosen(source);
    };
  }

  private static CaptionDataSet readJson(Source source) throws IOException {
    return switch (JsonSections.form(source)) {
      case KARPATHY -> new KarpathyReader(source).read();
      case COCO -> new CocoReader(source).read().chosen(source);
      case METADATA -> new MetadataReader(source).read().chosen(source);
    };
  }

  /**
   * A file of captions.
   *
   * @param file the file, or a folder
   * @param split what stood behind the {@code #}, or empty
   */
  record Source(Path file, String split) {
    private static final int BUFFER = 1 << 16;

    String name() {
      return file.getFileName() + (split.isEmpty() ? "" : "#" + split);
    }

    /** Opens the content, decompressed. */
    InputStream open() throws IOException {
      return decompressed(file);
    }

    /** Returns the first byte that is neither white space nor byte order mark; -1 for none. */
    int firstCharacter() throws IOException {
      try (InputStream in = open()) {
        int next = in.read();
        while (next == ' ' || next == '\n' || next == '\r' || next == '\t' || isMark(next)) {
          next = in.read();
        }
        return next;
      }
    }

    private static boolean isMark(int next) {
      return next == 0xef || next == 0xbb || next == 0xbf;
    }

    static InputStream decompressed(Path file) throws IOException {
      InputStream in = new BufferedInputStream(InputFile.stream(file, "captions"), BUFFER);
      try {
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip ? new BufferedInputStream(new BoundedGzip(file, in, BUFFER), BUFFER) : in;
      } catch (IOException e) {
        in.close();
        throw e;
      }
    }
  }
}
