package org.caption4j.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.caption4j.BadInputException;
import org.caption4j.captioner.Caption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Wherever a file of results breaks off, its whole records are found and it can be gone on with.
 */
class RecordFileTest {
  private static final List<String> NAMES =
      List.of(
          "new\nline.jpg",
          "\"quotes\" and 'more'.jpg",
          "\"\".jpg",
          "back\\slash\\\".jpg",
          "plain.jpg",
          "tab\t.jpg",
          "comma, semicolon; {brace} [bracket].jpg",
          "猫.jpg",
          "🐈‍⬛.jpg",
          "=cmd|' /C calc'!A0.jpg",
          "'=1.jpg",
          "-1+2.jpg",
          "@SUM(A1).jpg",
          "\r=2.jpg",
          "\t=3.jpg");

  @TempDir Path folder;

  private static ListedPhoto photo(int number) {
    return new ListedPhoto(
        Path.of("photo"), NAMES.get(number), Path.of("."), number + 1, Optional.empty());
  }

  private static List<Caption> captions(int number) {
    return List.of(
        new Caption(number % 2 == 0 ? "a dog, \"running\"\n=fast" : "=一只狗", Math.log(0.25)),
        new Caption("", Math.log(0.125)));
  }

  private static List<String> write(Path file, RecordFormat<List<Caption>> format)
      throws IOException {
    return write(file, format, NAMES.size());
  }

  /** Writes the first photos that are not there, and returns the keys of those that are. */
  private static List<String> write(Path file, RecordFormat<List<Caption>> format, int end)
      throws IOException {
    List<String> found = new ArrayList<>();
    try (RecordFile<List<Caption>> records =
        RecordFile.open(file, format, record -> found.add(record.key()))) {
      List<Integer> rest = IntStream.range(found.size(), end).boxed().toList();
      records.append(
          rest.stream().map(RecordFileTest::photo).toList(),
          rest.stream().map(RecordFileTest::captions).toList());
    }
    return found;
  }

  @ParameterizedTest
  @EnumSource(BatchFormat.class)
  void whereverAFileIsCutOffItEndsAsIfItHadNotBeen(BatchFormat format) throws IOException {
    RecordFormat<List<Caption>> records = format.records(2);
    Path whole = folder.resolve("whole");
    int count = 5; // each cut is a file forced to the disk
    assertThat(write(whole, records, count)).isEmpty();
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut");
    int most = 0;
    for (int length = 0; length < bytes.length; length++) {
      Files.write(cut, Arrays.copyOf(bytes, length));
      List<String> found = write(cut, records, count);
      assertThat(found.size()).isGreaterThanOrEqualTo(most);
      most = found.size();
      for (int k = 0; k < found.size(); k++) {
        assertThat(found.get(k)).isEqualTo(records.key(photo(k)));
      }
      assertThat(Files.readAllBytes(cut)).as("cut after %d bytes", length).isEqualTo(bytes);
    }
    // A table's last row is whole with its line's end only.
    assertThat(most).isGreaterThanOrEqualTo(count - 1);
  }

  @ParameterizedTest
  @EnumSource(BatchFormat.class)
  void theFileIsWholeAfterEachRecord(BatchFormat format) throws IOException {
    Path file = folder.resolve("file");
    try (RecordFile<List<Caption>> records =
        RecordFile.open(file, format.records(2), record -> {})) {
      for (int k = 0; k < NAMES.size(); k++) {
        records.append(List.of(photo(k)), List.of(captions(k)));
        String text = Files.readString(file);
        assertThat(text).endsWith("\n");
        if (format == BatchFormat.COCO) {
          assertThat(new ObjectMapper().readTree(text)).hasSize(k + 1);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(BatchFormat.class)
  void whatIsWrittenIsRead(BatchFormat format) throws IOException {
    Path file = folder.resolve("file");
    RecordFormat<List<Caption>> records = format.records(2);
    write(file, records);
    List<List<Caption>> read = new ArrayList<>();
    RecordFile.open(file, records, record -> read.add(record.value())).close();
    assertThat(read).hasSize(NAMES.size());
    for (int k = 0; k < read.size(); k++) {
      assertThat(read.get(k).get(0).text()).isEqualTo(captions(k).get(0).text());
      if (format != BatchFormat.COCO) {
        assertThat(read.get(k)).hasSize(2);
        assertThat(Math.exp(read.get(k).get(1).logProbability())).isCloseTo(0.125, within(1e-9));
      }
    }
  }

  @Test
  void everyLineOfJsonIsAnObject() throws IOException {
    Path file = folder.resolve("file.jsonl");
    write(file, BatchFormat.JSONL.records(2));
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(NAMES.size());
    for (int k = 0; k < lines.size(); k++) {
      JsonNode line = new ObjectMapper().readTree(lines.get(k));
      assertThat(line.path("path").asText()).isEqualTo(NAMES.get(k));
      assertThat(line.path("caption").asText()).isEqualTo(captions(k).get(0).text());
      assertThat(line.path("others")).hasSize(1);
    }
  }

  @Test
  void noCellOfATableBeginsAFormula() throws IOException {
    Path file = folder.resolve("file.csv");
    write(file, BatchFormat.CSV.records(2));
    List<List<String>> rows = rows(Files.readString(file));
    assertThat(rows.get(0))
        .containsExactly("path", "caption", "probability", "caption_2", "probability_2");
    assertThat(rows).hasSize(NAMES.size() + 1).allMatch(row -> row.size() == 5);
    for (int k = 0; k < NAMES.size(); k++) {
      List<String> row = rows.get(k + 1);
      assertThat(row).noneMatch(cell -> cell.matches("(?s)[-=+@\\t\\r\\n].*"));
      assertThat(row.get(0)).isIn(NAMES.get(k), "'" + NAMES.get(k));
      assertThat(Double.parseDouble(row.get(2))).isEqualTo(0.25);
    }
  }

  /** RFC 4180, read another way than the program does: by a text's places. */
  private static List<List<String>> rows(String table) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    for (int at = 0; at < table.length(); ) {
      int end;
      if (table.charAt(at) == '"') {
        end = table.indexOf('"', at + 1);
        while (table.startsWith("\"\"", end)) {
          end = table.indexOf('"', end + 2);
        }
        row.add(table.substring(at + 1, end).replace("\"\"", "\""));
        end++;
      } else {
        end = at;
        while (",\n".indexOf(table.charAt(end)) < 0) {
          end++;
        }
        row.add(table.substring(at, end));
      }
      if (table.charAt(end) == '\n') {
        rows.add(row);
        row = new ArrayList<>();
      }
      at = end + 1;
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "some notes\n",
        "{\"images\": [], \"annotations\": []}",
        "{\"path\": \"a.jpg\"}\n",
        "{\"caption\": \"a dog\"}\n",
        "{\"path\": {}}\n",
        "{path: 1}\n",
        "<html>",
        "{my notes: a brace, and no end\nof it\n",
        "{\"name\": \"settings of another program\",\n \"list\": [1, 2\n",
        "[{\"name\": \"of another list\", \"id\": 1}, {\"na",
        "[1, 2, 3]",
        "[{my list of things to do\n",
        "{\"path\": \"photos\", and so on",
        "path, caption and so on\n",
        "\"path\n",
        "{\"path\":\"a.jpg\",\"caption\":7",
        "[\n{\"image_id\":\"a\",",
        "{\0\0more",
        "\0\0\0"
      })
  void whatIsNoFileOfResultsIsRefusedAndLeftAsItIs(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), content);
    for (BatchFormat format : BatchFormat.values()) {
      assertThatThrownBy(() -> RecordFile.open(file, format.records(1), record -> {}))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("expected");
      assertThat(file).hasContent(content);
    }
  }

  @ParameterizedTest
  @EnumSource(BatchFormat.class)
  void zerosAtTheEndAreABrokenRecord(BatchFormat format) throws IOException {
    RecordFormat<List<Caption>> records = format.records(2);
    Path whole = folder.resolve("whole");
    int count = 3;
    write(whole, records, count);
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut");
    for (int length = 1; length < bytes.length; length++) {
      Files.write(cut, Arrays.copyOf(Arrays.copyOf(bytes, length), length + 5000));
      write(cut, records, count);
      assertThat(Files.readAllBytes(cut)).as("zeros behind %d bytes", length).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @EnumSource(BatchFormat.class)
  void zerosBeforeRecordsAreRefused(BatchFormat format) throws IOException {
    Path file = folder.resolve("file");
    write(file, format.records(2), 5);
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 20, (byte) 0);
    Files.write(file, bytes);
    assertThatThrownBy(() -> RecordFile.open(file, format.records(2), record -> {}))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("zeros");
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  /** Twelve plain records, as they stand in a file. */
  private List<String> plainLines(BatchFormat format) throws IOException {
    Path file = folder.resolve("plain");
    try (RecordFile<List<Caption>> records =
        RecordFile.open(file, format.records(1), record -> {})) {
      for (int k = 1; k <= 12; k++) {
        ListedPhoto photo =
            new ListedPhoto(Path.of("p"), "p/" + k + ".jpg", Path.of("."), k, Optional.empty());
        records.append(List.of(photo), List.of(List.of(new Caption("a dog, running", -k))));
      }
    }
    return Files.readAllLines(file);
  }

  @ParameterizedTest
  @EnumSource(BatchFormat.class)
  void aSlipOfTheHandIsRefusedAndItsLineNamed(BatchFormat format) throws IOException {
    List<String> lines = plainLines(format);
    Path file = folder.resolve("file");
    int heading = lines.size() == 12 ? 0 : 1; // a header, or the list's bracket
    for (int record : new int[] {1, 3, 11}) {
      String line = lines.get(heading + record - 1);
      for (int at = 0; at < line.length(); at++) {
        if ("\"{}".indexOf(line.charAt(at)) < 0) {
          continue;
        }
        List<String> edited = new ArrayList<>(lines);
        edited.set(heading + record - 1, line.substring(0, at) + line.substring(at + 1));
        String text = String.join("\n", edited) + "\n";
        Files.writeString(file, text);
        assertThatThrownBy(() -> RecordFile.open(file, format.records(1), found -> {}))
            .as(text)
            .isInstanceOf(BadInputException.class)
            .hasMessageContaining(file.toString())
            .hasMessageContaining("line %d ", heading + record);
        assertThat(file).hasContent(text);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "path,caption,probability\na.jpg,a dog,0.5\n\"b.jpg,a cat,0.5\nc.jpg,a cow,0.5\n",
        "path,caption,probability\na.jpg,a dog,0.5\nb.jpg,a cat\nc.jpg,a cow,0.5\n",
        "path,caption,probability\na.jpg,a dog,0.5\nb.jpg,a cat,likely\nc.jpg,a cow,0.5\n"
      })
  void aSlipInATableOfASpreadsheetIsRefused(String table) throws IOException {
    Path file = Files.writeString(folder.resolve("file.csv"), table);
    assertThatThrownBy(() -> RecordFile.open(file, new CsvTable(1), record -> {}))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("line 3 ");
    assertThat(file).hasContent(table);
  }

  @Test
  void listsAnotherProgramWroteAreGoneOnWith() throws IOException {
    Path file = folder.resolve("file.json");
    Files.writeString(
        file, "[{\"image_id\": 1, \"caption\": \"a\"}, {\"caption\": \"}\", \"image_id\": 2}]");
    assertThat(write(file, new CocoResults(), 3)).containsExactly("1", "2");
    assertThat(new ObjectMapper().readTree(file.toFile())).hasSize(3);
    Files.writeString(file, "[]");
    assertThat(write(file, new CocoResults(), 3)).isEmpty();
    assertThat(new ObjectMapper().readTree(file.toFile())).hasSize(3);
  }

  @Test
  void twoListsBehindEachOtherAreRefused() throws IOException {
    Path file = folder.resolve("file.json");
    write(file, new CocoResults(), 3);
    String list = Files.readString(file);
    Files.writeString(file, list + list);
    assertThatThrownBy(() -> RecordFile.open(file, new CocoResults(), record -> {}))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("line 6 ");
    assertThat(file).hasContent(list + list);
  }

  @Test
  void anotherFormatIsRefused() throws IOException {
    for (BatchFormat written : BatchFormat.values()) {
      Path file = folder.resolve(written + ".txt");
      write(file, written.records(2));
      byte[] before = Files.readAllBytes(file);
      for (BatchFormat read : BatchFormat.values()) {
        if (read != written) {
          assertThatThrownBy(() -> RecordFile.open(file, read.records(2), record -> {}))
              .isInstanceOf(BadInputException.class);
        }
      }
      assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }
    assertThatThrownBy(
            () -> RecordFile.open(folder.resolve("CSV.txt"), new CsvTable(1), record -> {}))
        .hasMessageContaining("--top");
  }

  @Test
  void oneProcessWritesAtATime() throws IOException {
    Path file = folder.resolve("file");
    try (RecordFile<List<Caption>> first =
        RecordFile.open(file, new CaptionLines(), record -> {})) {
      first.append(List.of(photo(0)), List.of(captions(0)));
      assertThatThrownBy(() -> RecordFile.open(file, new CaptionLines(), record -> {}))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("being written");
    }
  }

  @Test
  void aFolderIsNoFile() {
    assertThatThrownBy(() -> RecordFile.open(folder, new CaptionLines(), record -> {}))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("folder");
  }
}
