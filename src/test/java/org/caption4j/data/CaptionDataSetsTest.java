package org.caption4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.caption4j.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptionDataSetsTest {
  private static final String IMAGES =
      "\"images\":[{\"id\":7,\"file_name\":\"a.jpg\",\"x\":[{}]},{\"file_name\":\"b.jpg\",\"id\":9}]";
  private static final String ANNOTATIONS =
      "\"annotations\":[{\"id\":1,\"image_id\":9,\"caption\":\"B \"},"
          + "{\"image_id\":7,\"id\":2,\"caption\":\"A\u00fc\"},"
          + "{\"caption\":\"B2\",\"image_id\":9}]";
  private static final String KARPATHY =
      "{\"dataset\":\"coco\",\"images\":["
          + "{\"filepath\":\"val2014\",\"sentids\":[1],\"filename\":\"a.jpg\",\"imgid\":0,\"split\":\"train\","
          + "\"sentences\":[{\"tokens\":[\"a\"],\"raw\":\"A.\",\"imgid\":0,\"sentid\":1},{\"raw\":\" \"}],\"cocoid\":77},"
          + "{\"filename\":\"b.jpg\",\"imgid\":1,\"split\":\"restval\",\"sentences\":[{\"raw\":\"B\"}]},"
          + "{\"filename\":\"c.jpg\",\"imgid\":2,\"split\":\"val\",\"sentences\":[]}]}";
  private static final String TOKENS =
      "b.jpg#0\tB one .\nb.jpg#1\tB # two\r\n\na#1.jpg#0\tA \u00fc\nc.jpg#0\t \nd.jpg#0\tD";

  @TempDir Path folder;

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private CaptionDataSet read(String name) throws IOException {
    return CaptionDataSets.read(folder.resolve(name).toString());
  }

  @Test
  void cocoSectionsComeInAnyOrder() throws IOException {
    List<CaptionedImage> expected =
        List.of(
            new CaptionedImage(7, "a.jpg", List.of("A\u00fc")),
            new CaptionedImage(9, "b.jpg", List.of("B ", "B2")));
    String info = "\"info\":{\"annotations\":[1,{\"images\":[]}]},\"licenses\":[]";
    for (String content :
        List.of(
            "{" + IMAGES + "," + ANNOTATIONS + "}",
            " \n{" + ANNOTATIONS + "," + info + "," + IMAGES + "}\n",
            "\ufeff{" + info + "," + IMAGES + "," + ANNOTATIONS + "}")) {
      write("c.json", content);
      assertThat(read("c.json")).isEqualTo(new CaptionDataSet("c.json", expected));
    }
  }

  @Test
  void numbersMayBeWrittenAsText() throws IOException {
    write(
        "c.json",
        "{"
            + IMAGES.replace("\"id\":7", "\"id\":\"7\"")
            + ","
            + ANNOTATIONS.replace("\"image_id\":9", "\"image_id\":9.0")
            + "}");
    assertThat(read("c.json").images()).extracting(CaptionedImage::id).containsExactly(7L, 9L);
    assertThat(read("c.json").captionCount()).isEqualTo(3);
  }

  @Test
  void gzipIsKnownByItsContent() throws IOException {
    Path file = folder.resolve("c.json");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(("{" + IMAGES + "," + ANNOTATIONS + "}").getBytes(StandardCharsets.UTF_8));
    }
    assertThat(read("c.json").captionCount()).isEqualTo(3);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertFault("c.json", "broken or truncated gzip");
    whole[whole.length / 2] ^= 0x55;
    Files.write(file, whole);
    assertThatThrownBy(() -> read("c.json")).isInstanceOf(BadInputException.class);
  }

  @Test
  void whatHasNoCaptionIsLeftOutAndCounted() throws IOException {
    write(
        "c.json",
        "{\"images\":[{\"id\":1,\"file_name\":\"a\"},{\"id\":2,\"file_name\":\"b\"},"
            + "{\"id\":3,\"file_name\":\"c\"}],\"annotations\":["
            + "{\"image_id\":1,\"caption\":\"A\"},{\"image_id\":1,\"caption\":null},"
            + "{\"image_id\":2,\"caption\":\" \\n\"}]}");
    assertThat(read("c.json"))
        .isEqualTo(
            new CaptionDataSet("c.json", List.of(new CaptionedImage(1, "a", List.of("A"))), 2, 2));
  }

  @Test
  void karpathySplitsAreChosen() throws IOException {
    write("d.json", KARPATHY);
    CaptionedImage a = new CaptionedImage(77, "val2014/a.jpg", List.of("A."));
    CaptionedImage b = new CaptionedImage(1, "b.jpg", List.of("B"));
    assertThat(read("d.json#train"))
        .isEqualTo(new CaptionDataSet("d.json#train", List.of(a), 0, 1));
    assertThat(read("d.json#train+restval").images()).containsExactly(a, b);
    assertThat(read("d.json#train+val").imagesLeftOut()).isEqualTo(1);
    assertFault("d.json#val", "expected photos with captions, found none");
    assertFault(
        "d.json",
        "expected a split behind the file's name, as in #train or #train+restval, found none;"
            + " there are {restval=1, train=1, val=1}");
    assertFault("d.json#test", "found #test; there are {restval=1");
    write("d.json", KARPATHY.replace("\"imgid\":1", "\"imgid\":77"));
    assertFault("d.json#train", "image id 77 is given twice, the second time to b.jpg");
    write("d.json", KARPATHY.replace("\"split\":\"val\",", ""));
    assertFault("d.json#train", "expected an image with 'split', found none");
  }

  @Test
  void wordsStandForASentenceThatIsNotThereAsWritten() throws IOException {
    write(
        "d.json",
        "{\"images\":[{\"filename\":\"a.jpg\",\"split\":\"test\",\"sentences\":["
            + "{\"tokens\":[\"a\",\"dog\",\"runs\"]},{\"raw\":null,\"tokens\":[\"rex\"]},"
            + "{\"tokens\":[\"a\",\"b\"],\"raw\":\"A, b.\"},{\"tokens\":[]},{\"tokens\":null}]}]}");
    assertThat(read("d.json#test"))
        .isEqualTo(
            new CaptionDataSet(
                "d.json#test",
                List.of(new CaptionedImage(0, "a.jpg", List.of("a dog runs", "rex", "A, b."))),
                0,
                2));
    write("d.json", KARPATHY.replace("[\"a\"]", "[1]"));
    assertFault("d.json#train", "expected text as each of the tokens, found 1");
  }

  @Test
  void flickrTokensAndTheirSplits() throws IOException {
    write("t.txt", TOKENS);
    CaptionedImage b = new CaptionedImage(0, "b.jpg", List.of("B one .", "B # two"));
    CaptionedImage a = new CaptionedImage(1, "a#1.jpg", List.of("A \u00fc"));
    CaptionedImage d = new CaptionedImage(3, "d.jpg", List.of("D"));
    assertThat(read("t.txt")).isEqualTo(new CaptionDataSet("t.txt", List.of(b, a, d), 1, 1));
    write("dev.txt", "d.jpg\r\n\nb.jpg\n");
    assertThat(read("t.txt#dev.txt"))
        .isEqualTo(new CaptionDataSet("t.txt#dev.txt", List.of(d, b), 0, 1));
    Path elsewhere = Files.createDirectory(folder.resolve("x"));
    Path list = Files.writeString(elsewhere.resolve("l#1.txt"), "b.jpg");
    assertThat(read("t.txt#" + list.toAbsolutePath()).images()).containsExactly(b);
    write("bad.txt", "b.jpg\nz.jpg\n");
    assertFault("t.txt#bad.txt", "bad.txt: line 2: expected a photo that");
    write("bad.txt", "b.jpg\nb.jpg\n");
    assertFault("t.txt#bad.txt", "line 2: expected each photo once, found 'b.jpg'");
    assertFault("t.txt#none.txt", "none.txt: no such file, expected a list of photos");
  }

  @Test
  void anExistingNameWithAHashGoesFirst() throws IOException {
    write("t.txt", TOKENS);
    write("t.txt#dev.txt", "only.jpg#0\tOnly");
    write("dev.txt", "d.jpg");
    assertThat(read("t.txt#dev.txt").images().get(0).fileName()).isEqualTo("only.jpg");
    Path odd = Files.createDirectory(folder.resolve("a#b"));
    Files.writeString(odd.resolve("d.json"), KARPATHY);
    assertThat(read("a#b/d.json#train").images()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | is empty, expected captions",
        "`  ` | is empty, expected captions",
        "[{\"image_id\":1}] | found a list (is this a file of results?)",
        "{\"type\":\"x\",\"annotations\":[]} | expected JSON with 'images' and their captions, or lines with 'file_name' and 'text', or with 'path' and 'caption', found the keys [type, annotations]",
        "{\"images\":[]} | expected 'images' and 'annotations', found the keys [images]",
        "{\"images\":[],\"annotations\":[]} | expected photos with captions, found none",
        "{\"images\":[{\"id\":1,\"file_name\":\"a\"},{\"id\":1,\"file_name\":\"b\"}],\"annotations\":[]} | image id 1 is given twice, to a and b",
        "{\"images\":[{\"id\":1,\"file_name\":\"a\"}],\"annotations\":[{\"image_id\":2,\"caption\":\"x\"}]} | captions for image 2, which is not among the 1 images (1 such ids)",
        "{\"images\":[{\"id\":\"one\",\"file_name\":\"a\"}]} | line 1, column 18: expected a whole number as id, found \"one\"",
        "{\"images\":[{\"id\":1,\"file_name\":null}]} | expected a file_name, found none for image 1",
        "{\"images\":[{\"id\":1}]} | expected an image with 'file_name', found none",
        "{\"images\":[7]} | expected an object, found 7",
        "{\"images\":{}} | expected a list, found {",
        "{\"images\":[],\"annotations\":[{\"image_id\":2,\"bbox\":[1]}]} | expected an annotation with 'caption', found none",
        "{\"images\":[],\"annotations\":[{\"image_id\":2,\"caption\":3}]} | expected text as caption, found 3",
        "{\"images\":[{\"id\":99999999999999999999,\"file_name\":\"a\"}]} | out of range",
        "{\"images\":[],\"images\":[]} | Duplicate field 'images'",
        "{\"images\":[],\"annotations\":[]} {} | expected the end of the file, found more",
        "{\"images\":[{\"id\":1, | line 1, column 20: not JSON: Unexpected end-of-input",
        "a caption without a name | line 1: expected captions: 'photo.jpg#0', a tab and a caption; a header 'image,caption'; or a photo's file name, a tab or a comma and a caption, found 'a caption without a name'",
      })
  void saysWhatIsWrong(String content, String message) throws IOException {
    write("x", content);
    assertFault("x", message);
  }

  @Test
  void everyTruncationIsAFault() throws IOException {
    byte[] whole = ("{" + IMAGES + "," + ANNOTATIONS + "}").getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < whole.length; length++) {
      Files.write(folder.resolve("x"), Arrays.copyOf(whole, length));
      assertFault("x", "");
    }
  }

  @Test
  void aCaptionMayNotComeTwice() throws IOException {
    write("t.txt", "a#0\tA\na#0\tA\n");
    assertFault("t.txt", "line 2: expected each caption's number once");
  }

  @Test
  void partsOfCocoAreAListOrAShare() throws IOException {
    write("c.json", "{" + IMAGES + "," + ANNOTATIONS + "}");
    write("list.txt", "b.jpg");
    assertThat(read("c.json#list.txt").images())
        .containsExactly(new CaptionedImage(9, "b.jpg", List.of("B ", "B2")));
    assertThat(read("c.json#train:.5@1").images()).hasSize(1);
    assertFault("c.json#val", "val: no such file, expected a list of photos");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.jpg#0\tfine\nb.jpg#0\tcaf\u00e9",
        "{\"images\":[{\"id\":1,\"file_name\":\"caf\u00e9 x\"}],\"annotations\":[]}"
      })
  void otherEncodingsAreRefused(String content) throws IOException {
    Files.write(folder.resolve("x"), content.getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> read("x"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("UTF-8")
        .hasMessageContaining(content.startsWith("{") ? "line 1" : "line 2");
  }

  @Test
  void saysWhereNothingIs() throws IOException {
    assertFault("none.json", "no such file, expected a file of captions");
    assertFault("none.json#train", "none.json#train: no such file");
    Files.createDirectory(folder.resolve("x"));
    assertFault("x", "is a folder, expected a file of captions, or photos with .txt files");
    assertFault("x#train", "is a folder");
    assertThatThrownBy(() -> CaptionDataSets.read("")).isInstanceOf(BadInputException.class);
    assertThatThrownBy(() -> CaptionDataSets.read("a\0b")).isInstanceOf(BadInputException.class);
  }

  @Test
  void binaryFilesAreRefused() throws IOException {
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    jpeg.write(new byte[] {-1, -40, -1, -32, 0, 16, 'J', 'F', 'I', 'F', 0});
    Files.write(folder.resolve("x.jpg"), jpeg.toByteArray());
    assertFault("x.jpg", "line 1: expected UTF-8");
  }

  private void assertFault(String name, String message) {
    assertThatThrownBy(() -> read(name))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }
}
