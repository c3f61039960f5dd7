package org.caption4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.caption4j.BadInputException;
import org.caption4j.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptionResultsTest {
  private static final CaptionDataSet REFERENCES =
      new CaptionDataSet(
          "references",
          List.of(
              new CaptionedImage(4, "val2014/a.jpg", List.of("a")),
              new CaptionedImage(5, "val2014/b.jpg", List.of("b")),
              new CaptionedImage(6, "train2014/b.jpg", List.of("b")),
              new CaptionedImage(7, "Caf\u00e9.jpg", List.of("c"))));

  @TempDir Path folder;

  private Path file(String json) throws IOException {
    return Files.writeString(folder.resolve("results.json"), json);
  }

  @Test
  void readsWhatOthersWrite() throws IOException {
    Path file =
        file(
            """
            [{"image_id": 9, "caption": "A dog runs.", "score": [1, {"a": 2}]},
             {"caption": "两只狗", "id": 4, "image_id": 391895}]""");
    CaptionResults results = CaptionResults.read(file, REFERENCES);
    assertThat(results.name()).isEqualTo("results.json");
    assertThat(results.captions()).containsExactly(entry(9L, "A dog runs."), entry(391895L, "两只狗"));
  }

  @Test
  void readsWhatItWrote() throws IOException {
    Map<Long, String> captions = new LinkedHashMap<>();
    captions.put(5L, "a \"quoted\" word\nand another line \u2028 \ud83d\ude00");
    captions.put(2L, "b");
    Path file = folder.resolve("a folder").resolve("written.json");
    new CaptionResults("", captions).write(Output.to(file));
    assertThat(CaptionResults.read(file, REFERENCES).captions()).isEqualTo(captions);
  }

  @Test
  void readsNumbersAndBlanksAsOthersWriteThem() throws IOException {
    Path file =
        file(
            """
            [{"image_id": "1", "caption": "a", "score": NaN},
             {"image_id": 2.0, "caption": null},
             {"image_id": " 9007199254740993 ", "caption": " "},
             {"image_id": 1e3, "caption": "b"}]""");
    CaptionResults results = CaptionResults.read(file, REFERENCES);
    assertThat(results.captions())
        .containsExactly(
            entry(1L, "a"), entry(2L, ""), entry(9007199254740993L, " "), entry(1000L, "b"));
    assertThat(results.blank()).isEqualTo(2);
  }

  @Test
  void readsGzip() throws IOException {
    Path file = folder.resolve("results.json.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("[{\"image_id\": 1, \"caption\": \"a\"}]".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(CaptionResults.read(file, REFERENCES).captions()).containsExactly(entry(1L, "a"));
  }

  @Test
  void fileNamesDenoteTheReferencesOfTheirNames() throws IOException {
    Path file =
        file(
            """
            [{"file_name": "a.jpg", "caption": "said of a"},
             {"file_name": "photos/train2014/b.jpg", "caption": "said of b"},
             {"file_name": "Cafe\u0301.jpg", "caption": "said of a café"}]""");
    assertThat(CaptionResults.read(file, REFERENCES).captions())
        .containsExactly(
            entry(4L, "said of a"), entry(6L, "said of b"), entry(7L, "said of a café"));
  }

  @Test
  void readsJsonLinesOfBatch() throws IOException {
    Path file =
        file(
            """
            {"path":"x/a.jpg","caption":"said of a","logProbability":-3.2,"others":[{"caption":"b","logProbability":-4}]}
            {"path":"x/val2014/b.jpg","caption":"said of b","logProbability":-3.2}
            """);
    assertThat(CaptionResults.read(file, REFERENCES).captions())
        .containsExactly(entry(4L, "said of a"), entry(5L, "said of b"));
  }

  @Test
  void readsTablesOfBatch() throws IOException {
    Path file =
        file(
            """
            \ufeffpath,caption,probability,caption_2,probability_2
            "x/a.jpg","'- said, of ""a"" here",1e-3,"b",1e-4
            "x/val2014/b.jpg","said of b",1e-3,,
            """);
    assertThat(CaptionResults.read(file, REFERENCES).captions())
        .containsExactly(entry(4L, "- said, of \"a\" here"), entry(5L, "said of b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[{\"file_name\": \"c.jpg\", \"caption\": \"c\"}, {\"file_name\": \"b.jpg\", \"caption\": \"c\"}]"
            + " | expected photos that have captions in references, found 2 that have none there: c.jpg, b.jpg",
        "[{\"file_name\": \"a.jpg\", \"caption\": \"c\"}, {\"image_id\": 4, \"caption\": \"c\"}]"
            + " | image 4: expected one result an image, found a second",
        "~path,caption,probability\na.jpg,b~ | line 2: expected 3 columns as in the first line",
        "~path,caption\na.jpg,b\nx/a.jpg,c~ | line 3: expected one result an image, found a second"
      })
  void fileNamesThatDenoteNoImageAreRefused(String text, String expected) throws IOException {
    Path file = file(text);
    assertThatThrownBy(() -> CaptionResults.read(file, REFERENCES))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~ | is empty, expected results",
        "[] | found an empty list",
        "{\"images\": []} | found none (is this a file of reference captions?)",
        "nonsense | expected captions: 'photo.jpg#0'",
        "[nonsense | not JSON: Unrecognized token",
        "[{\"image_id\": 1, \"caption\": \"a\"} | line 1, column",
        "[{\"image_id\": 1, \"caption\": \"a\"}] x | not JSON",
        "[{\"image_id\": 1, \"caption\": \"a\"}] [] | expected the end of the file",
        "[1, 2] | expected an object, found 1",
        "[{\"caption\": \"a\"}] | expected a result with 'image_id'",
        "[{\"image_id\": 1}] | expected a result with 'caption'",
        "[{\"image_id\": \"one\", \"caption\": \"a\"}] | expected a whole number as image_id, found \"one\"",
        "[{\"image_id\": \"\", \"caption\": \"a\"}] | expected a whole number as image_id, found \"\"",
        "[{\"image_id\": 1.5, \"caption\": \"a\"}] | expected a whole number as image_id, found 1.5",
        "[{\"image_id\": 1e30, \"caption\": \"a\"}] | expected a whole number as image_id, found 1e30",
        "[{\"image_id\": NaN, \"caption\": \"a\"}] | expected a whole number as image_id, found NaN",
        "[{\"image_id\": null, \"caption\": \"a\"}] | expected a whole number as image_id, found null",
        "[{\"image_id\": 1, \"caption\": [\"a\"]}] | expected text as caption",
        "[{\"image_id\": 7, \"caption\": \"a\"}, {\"image_id\": 7, \"caption\": \"b\"}]"
            + " | image 7: expected one result an image, found a second",
        "[{\"image_id\": 99999999999999999999, \"caption\": \"a\"}] | line 1, column"
      })
  void faultsAreOneLine(String json, String expected) throws IOException {
    Path file = file(json);
    assertThatThrownBy(() -> CaptionResults.read(file, REFERENCES))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(expected);
  }

  @Test
  void otherEncodingsAreNamed() throws IOException {
    Path file = folder.resolve("latin.json");
    Files.write(
        file,
        "[{\"image_id\": 1, \"caption\": \"a caf\u00e9 table\"}]"
            .getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> CaptionResults.read(file, REFERENCES))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("line 1")
        .hasMessageContaining("expected text in UTF-8, found other bytes");
  }

  @Test
  void foldersAndAbsentFilesAreNamed() {
    assertThatThrownBy(() -> CaptionResults.read(folder, REFERENCES))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is a folder");
    assertThatThrownBy(() -> CaptionResults.read(folder.resolve("none.json"), REFERENCES))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("none.json: no such file");
  }
}
