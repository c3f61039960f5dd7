package org.caption4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.caption4j.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Captions in tables, in lines of JSON and beside their photos. */
class CaptionTablesTest {
  @TempDir Path folder;

  private CaptionDataSet read(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
    return CaptionDataSets.read(folder.resolve(name).toString());
  }

  private static CaptionedImage image(long id, String name, String... captions) {
    return new CaptionedImage(id, name, List.of(captions));
  }

  @Test
  void flickr8kTables() throws IOException {
    String table =
        """
        image,caption
        b.jpg,A dog runs .
        a.jpg,"A dog , and ""Rex"" , run ."
        b.jpg,"Two
        lines"
        c.jpg,""
        b.jpg,A dog runs .
        """;
    CaptionDataSet expected =
        new CaptionDataSet(
            "captions.txt",
            List.of(
                image(0, "b.jpg", "A dog runs .", "Two\nlines", "A dog runs ."),
                image(1, "a.jpg", "A dog , and \"Rex\" , run .")),
            1,
            1);
    assertThat(read("captions.txt", table)).isEqualTo(expected);
    assertThat(read("captions.txt", "\ufeff" + table.replace("\n", "\r\n"))).isEqualTo(expected);
    assertThat(read("captions.txt", "Image, Caption\nname without ending,A\n").images())
        .containsExactly(image(0, "name without ending", "A"));
  }

  @Test
  void flickr30kResults() throws IOException {
    CaptionDataSet read =
        read(
            "results.csv",
            """
            image_name| comment_number| comment
            1000092795.jpg| 0| Two young guys | one hand .
            2199200615.jpg| 4   A dog runs across the grass .
            1000092795.jpg| 1| \s
            """);
    assertThat(read)
        .isEqualTo(
            new CaptionDataSet(
                "results.csv",
                List.of(
                    image(0, "1000092795.jpg", "Two young guys | one hand ."),
                    image(1, "2199200615.jpg", "A dog runs across the grass .")),
                0,
                1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\t", ","})
  void tablesWithoutAHeader(String between) throws IOException {
    String table = "x/b.PNG%sA dog\n\na.jpg%sA cat\nx/b.PNG%sRex\n".replace("%s", between);
    List<CaptionedImage> expected =
        List.of(image(0, "x/b.PNG", "A dog", "Rex"), image(1, "a.jpg", "A cat"));
    assertThat(read("t", table).images()).isEqualTo(expected);
    assertThat(read("t", "image" + between + "caption\n" + table).images()).isEqualTo(expected);
  }

  @Test
  void whatHoldsTheOtherSeparator() throws IOException {
    assertThat(read("t", "a.jpg\tA dog, \"Rex\", runs\n").images())
        .containsExactly(image(0, "a.jpg", "A dog, \"Rex\", runs"));
    assertThat(read("t", "\"a,b.jpg\",x\n\"a,b.jpg\",\"y\"\n\"c.jpg\",z").images()).hasSize(2);
  }

  @Test
  void linesOfJson() throws IOException {
    CaptionDataSet read =
        read(
            "metadata.jsonl",
            """
            {"file_name": "train/b.jpg", "text": "A dog", "more": {"text": 1}}
            {"text": null, "file_name": "c.jpg"}

            {"file_name": "train/b.jpg", "text": "Rex"}
            """);
    assertThat(read)
        .isEqualTo(
            new CaptionDataSet(
                "metadata.jsonl", List.of(image(0, "train/b.jpg", "A dog", "Rex")), 1, 1));
  }

  @Test
  void whatBatchWrites() throws IOException {
    CaptionDataSet read =
        read(
            "captions.jsonl",
            """
            {"path":"photos/b.jpg","caption":"a dog","logProbability":-7.5,"others":[{"caption":"a cat","logProbability":-8}]}
            {"path":"photos/c.jpg","caption":"a car","logProbability":-6}
            """);
    assertThat(read)
        .isEqualTo(
            new CaptionDataSet(
                "captions.jsonl",
                List.of(
                    image(0, "photos/b.jpg", "a dog", "a cat"), image(1, "photos/c.jpg", "a car")),
                0,
                0));
  }

  @Test
  void aFolderOfPhotosAndTexts() throws IOException {
    Path below = Files.createDirectories(folder.resolve("set/x"));
    Path set = below.getParent();
    for (String name :
        List.of("b.jpg", "a.JPEG", "none.png", "x/c.webp", ".a.jpg", "a.npz", "x/._c.webp")) {
      Files.writeString(set.resolve(name), "not looked at");
    }
    Files.writeString(set.resolve("a.txt"), "A dog\n\n Rex \r\n");
    Files.writeString(set.resolve("b.txt"), "\n");
    Files.writeString(below.resolve("c.txt"), "A cat");
    Files.writeString(set.resolve("readme.txt"), "about");
    assertThat(CaptionDataSets.read(set.toString()))
        .isEqualTo(
            new CaptionDataSet(
                "set",
                List.of(image(0, "a.JPEG", "A dog", " Rex "), image(3, "x/c.webp", "A cat")),
                2,
                0));
    assertThat(CaptionDataSets.read(set + "#train:0.5@1").imagesLeftOut()).isLessThan(3);
    Files.writeString(folder.resolve("list"), "x/c.webp");
    assertThat(CaptionDataSets.read(set + "/#list").images())
        .containsExactly(image(3, "x/c.webp", "A cat"));
    Files.writeString(set.resolve("a.png"), "");
    assertThatThrownBy(() -> CaptionDataSets.read(set.toString()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("a.txt: expected one photo of its name, found a.JPEG and a.png");
    Files.delete(set.resolve("a.png"));
    Files.write(below.resolve("c.txt"), new byte[] {'A', '\n', (byte) 0xe9});
    assertThatThrownBy(() -> CaptionDataSets.read(set.toString()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("c.txt: line 2: expected UTF-8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "`image,caption\na.jpg,A,dog` ~ line 2: expected two columns, a photo's file name and a caption, with a comma (a caption with commas stands in quotes) between them, found 'a.jpg,A,dog'",
        "`image,caption\na.jpg` ~ line 2: expected two columns",
        "`image,caption\n,A dog` ~ line 2: expected two columns",
        "`image,caption\nb.jpg,B\na.jpg,\"A dog\nruns\n` ~ line 3: expected a quote at the end of what begins with one, found 'a.jpg,\"A dog'",
        "`image,caption\na.jpg,\"A\" dog` ~ line 2: expected a comma or the end of the line behind the closing quote (a quote within is doubled), found ' dog'",
        "`image,caption\n` ~ expected photos with captions, found none",
        "`a.jpg\tA\nb.jpg,B` ~ line 2: expected two columns, a photo's file name and a caption, with a tab between them, found 'b.jpg,B'",
        "`a.jpg\tA\tdog` ~ line 1: expected two columns",
        "`a.jpg#0\tA\nb.jpg\tB` ~ line 2: expected 'photo.jpg#0', a tab and a caption, found 'b.jpg\\tB'",
        "`image_name| comment_number| comment\na.jpg| A dog` ~ line 2: expected a file name, a bar, a number, a bar and a caption, found 'a.jpg| A dog'",
        "`image_name| comment_number| comment\n| 0| A dog` ~ line 2: expected a file name",
        "`image_name| comment_number| comment\na.jpg| 0| A\na.jpg| 0| B` ~ line 3: expected each caption's number once",
        "`path,caption,probability\na.jpg,A` ~ line 2: expected 3 columns as in the first line, with a comma",
        "`photo,words\na.jpg,A` ~ line 1: expected captions: 'photo.jpg#0'",
        "`{\"file_name\": \"a.jpg\", \"text\": \"A\"}\n{\"file_name\": \"b.jpg\"}` ~ line 2, column 22: expected an object with 'text' or 'caption', found none for b.jpg",
        "`{\"file_name\": \"a.jpg\", \"text\": \"A\"}\n{\"text\": \"B\"}` ~ line 2, column 13: expected an object with 'file_name' or 'path', found none",
        "`{\"file_name\": \"a.jpg\", \"text\": [\"A\"]}` ~ line 1, column 32: expected text as text",
        "`{\"file_name\": \"a.jpg\", \"text\": \"A\"}\n[]` ~ line 2, column 1: expected an object, found [",
        "`\f\n` ~ is empty, expected captions",
      })
  void faultsNameTheLine(String content, String message) {
    assertThatThrownBy(() -> read("x", content))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(folder.resolve("x").toString())
        .hasMessageContaining(message);
  }
}
