package org.caption4j.data;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.caption4j.BadInputException;
import org.caption4j.FileKind;
import org.caption4j.InputFile;
import org.caption4j.Output;
import org.caption4j.data.CaptionDataSets.Source;

/**
 * What a captioner said of photos, one caption each.
 *
 * @param name what to call it: the file's name
 * @param captions by the photo's number, in the file's order, perhaps blank; unmodifiable
 */
public record CaptionResults(String name, Map<Long, String> captions) {
  /** What such files are known by. */
  public static final FileKind KIND =
      new FileKind(
          "a file of results in COCO's format",
          Pattern.compile("\\s*\\[\\s*(\\{\\s*\"(image_id|caption)\"\\s*:|\\]\\s*\\z)"));

  /** Copies the captions. */
  public CaptionResults {
    captions = Collections.unmodifiableMap(new LinkedHashMap<>(captions));
  }

  /**
   * Reads results: COCO's results format, or what the batch command writes as JSON lines or as a
   * table. Where a photo has a file name in place of a number, its number is that of the reference
   * of the same name. The file may be compressed with gzip.
   *
   * @param file the results
   * @param references that tell the numbers of file names
   * @return the captions
   * @throws BadInputException if the file is missing, empty, broken or something else, names photos
   *     that have no reference, or gives a photo two captions; the message says where, what was
   *     expected and what was found
   * @throws IOException if it cannot be read
   */
  public static CaptionResults read(Path file, CaptionDataSet references) throws IOException {
    InputFile.require(file, "results in COCO's format, or of batch");
    Source source = new Source(file, "");
    try {
      return new ResultsReader(source, references).read();
    } catch (JsonProcessingException e) {
      throw JsonSections.fault(source, e);
    } catch (CharConversionException e) {
      throw new BadInputException(file + ": expected JSON in UTF-8, found other bytes", e);
    } catch (EOFException | ZipException e) {
      throw new BadInputException(file + ": broken or truncated gzip: " + e.getMessage(), e);
    }
  }

  /**
   * Returns how many captions are blank: a null in the file is one of them. They are scored as
   * sentences without a word, as the COCO evaluator does it.
   */
  public long blank() {
    return captions.values().stream().filter(String::isBlank).count();
  }

  /**
   * Writes the captions in COCO's results format.
   *
   * @param output takes them
   * @throws IOException if it cannot be written
   */
  public void write(Output output) throws IOException {
    output.write(
        out -> {
          JsonGenerator json = new ObjectMapper().createGenerator(out);
          json.writeStartArray();
          for (Map.Entry<Long, String> each : captions.entrySet()) {
            json.writeStartObject();
            json.writeNumberField("image_id", each.getKey());
            json.writeStringField("caption", each.getValue());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.flush();
        });
  }
}
