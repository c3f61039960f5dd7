package org.caption4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.caption4j.cli.CommandResult.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.caption4j.ColouredSquares;
import org.caption4j.metadata.EmbeddedXmp;
import org.caption4j.metadata.XmpPacket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code caption4j batch} by what a user sees of it, with the model in the box. */
class BatchCommandTest {
  @TempDir Path folder;
  private Path photos;

  @BeforeEach
  void drawPhotos() throws IOException {
    photos = Files.createDirectories(folder.resolve("some photos"));
    Files.createDirectory(photos.resolve("below"));
    ColouredSquares.draw(photos.resolve("img_0001.png"), Color.RED);
    ColouredSquares.draw(photos.resolve("img_0002.png"), Color.GREEN);
    ColouredSquares.draw(photos.resolve("below/img_0003.png"), Color.BLUE);
    Files.writeString(photos.resolve("notes.txt"), "no photo, and not named as one");
  }

  private CommandResult batch(Path out, Object... more) {
    List<Object> args = new ArrayList<>(List.of("batch", photos, "--out", out));
    args.addAll(List.of(more));
    return run(args.toArray());
  }

  @Test
  void photosAreDescribedAsCaptionDescribesThem() throws IOException {
    Path out = folder.resolve("captions.jsonl");
    CommandResult result = batch(out, "--recursive", "--top", "2");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("3 photos are described in " + out);
    List<String> lines = Files.readAllLines(out);
    assertThat(lines).hasSize(3);
    JsonNode first = new ObjectMapper().readTree(lines.get(0));
    assertThat(first.path("path").asText()).isEqualTo(photos + "/below/img_0003.png");
    CommandResult single = run("caption", photos.resolve("below/img_0003.png"), "--top", "2");
    assertThat(List.of(first.path("caption"), first.path("others").get(0).path("caption")))
        .extracting(JsonNode::asText)
        .isEqualTo(single.lines());
  }

  @Test
  void folderIsNotSearchedBelowUnlessAskedTo() throws IOException {
    Path out = folder.resolve("captions.csv");
    assertThat(batch(out).exitCode()).isZero();
    List<String> rows = Files.readAllLines(out);
    assertThat(rows).hasSize(3);
    assertThat(rows.get(0)).isEqualTo("path,caption,probability");
    assertThat(rows.get(1)).startsWith("\"" + photos + "/img_0001.png\",\"");
  }

  @Test
  void patternsChooseByName() throws IOException {
    Path out = folder.resolve("captions.jsonl");
    CommandResult result = batch(out, "--recursive", "--include", "*_0003.*", "--include", "*.txt");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(Files.readAllLines(out)).hasSize(1);
    assertThat(Files.readAllLines(folder.resolve("captions.jsonl.errors.jsonl")))
        .singleElement()
        .asString()
        .contains("notes.txt")
        .contains("is no photo that can be read");
    assertThat(result.err()).contains("1 could not be, see " + out + ".errors.jsonl");
  }

  @Test
  void cocoResultsCanBeScored() throws IOException {
    Path out = folder.resolve("results.json");
    assertThat(batch(out).exitCode()).isZero();
    JsonNode results = new ObjectMapper().readTree(out.toFile());
    assertThat(results).hasSize(2);
    assertThat(results.get(1).path("image_id").asLong()).isEqualTo(2);
    Path annotations = folder.resolve("annotations.json");
    new ObjectMapper()
        .writeValue(
            annotations.toFile(),
            Map.of(
                "images",
                List.of(
                    Map.of("id", 70, "file_name", "img_0001.png"),
                    Map.of("id", 71, "file_name", "img_0002.png")),
                "annotations",
                List.of(
                    Map.of("id", 1, "image_id", 70, "caption", "A red square."),
                    Map.of("id", 2, "image_id", 71, "caption", "A green square."))));
    Path numbered = folder.resolve("numbered.json");
    assertThat(batch(numbered, "--annotations", annotations).exitCode()).isZero();
    assertThat(run("evaluate", "--annotations", annotations, "--results", numbered).exitCode())
        .isZero();
  }

  @Test
  void aFileThatIsThereIsGoneOnWithOrLeftAlone() throws IOException {
    Path out = folder.resolve("captions.jsonl");
    assertThat(batch(out).exitCode()).isZero();
    byte[] first = Files.readAllBytes(out);
    CommandResult refused = batch(out);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err().strip().lines()).hasSize(1);
    assertThat(refused.err()).contains(out.toString()).contains("--resume");
    assertThat(Files.readAllBytes(out)).isEqualTo(first);
    ColouredSquares.draw(photos.resolve("img_0000.png"), Color.WHITE);
    assertThat(batch(out, "--resume").exitCode()).isZero();
    assertThat(Files.readString(out)).startsWith(Files.readString(out).substring(0, first.length));
    assertThat(Files.readAllLines(out)).hasSize(3);
    assertThat(Files.readAllLines(out).get(2)).contains("img_0000.png");
  }

  @Test
  void otherSettingsAreRefused() throws IOException {
    Path out = folder.resolve("captions.jsonl");
    assertThat(batch(out).exitCode()).isZero();
    String before = Files.readString(out);
    for (List<String> other :
        List.of(
            List.of("--lang", "zh"),
            List.of("--top", "2"),
            List.of("--beam", "2"),
            List.of("--decode", "beam"),
            List.of("--min-length", "3"))) {
      CommandResult refused = batch(out, "--resume", other.get(0), other.get(1));
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err().strip().lines()).hasSize(1);
      assertThat(refused.err())
          .contains(out + ": was begun with " + other.get(0))
          .contains("found %s %s now".formatted(other.get(0), other.get(1)));
    }
    CommandResult same = batch(out, "--resume", "--lang", "en", "--top", "1");
    assertThat(same.exitCode()).as(same.err()).isZero();
    assertThat(Files.readString(out)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"captions.jsonl", "captions.csv", "captions.json"})
  void aGalleryShowsEveryPhoto(String name) throws IOException {
    Files.writeString(photos.resolve("img_0009.png"), "broken");
    Path html = folder.resolve("gallery.html");
    CommandResult result = batch(folder.resolve(name), "--recursive", "--html", html);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
    String page = Files.readString(html);
    assertThat(page).contains("Captions of " + photos).contains("data-language=\"en\"");
    assertThat(page.split("<script type=\"image/jpeg\">", -1)).hasSize(1 + 3);
    for (int k : new int[] {1, 2, 3, 9}) {
      assertThat(page).contains("img_000" + k + ".png");
    }
    assertThat(page).contains("is no photo that can be read");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aGalleryShowsPhotosWhoseFolderWasWrittenOtherwise() throws IOException {
    Path out = folder.resolve("captions.jsonl");
    Path link = Files.createSymbolicLink(folder.resolve("link"), photos);
    assertThat(run("batch", link, "--out", out).exitCode()).isZero();
    Files.delete(link);
    Path html = folder.resolve("gallery.html");
    CommandResult result = batch(out, "--resume", "--html", html);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err()).contains("2 photos are described");
    String page = Files.readString(html);
    assertThat(page).contains(link + "/img_0001.png");
    assertThat(page.split("<script type=\"image/jpeg\">", -1)).hasSize(1 + 2);
  }

  @Test
  void limitsAreSeenInTheHeader() throws IOException {
    Path out = folder.resolve("captions.jsonl");
    assertThat(batch(out, "--max-pixels", "100").exitCode()).isEqualTo(1);
    assertThat(Files.readAllLines(folder.resolve("captions.jsonl.errors.jsonl")))
        .hasSize(2)
        .allMatch(line -> line.contains("at most 100 pixels"));
    Path other = folder.resolve("other.jsonl");
    assertThat(batch(other, "--max-bytes", "20").exitCode()).isEqualTo(1);
    assertThat(Files.readAllLines(folder.resolve("other.jsonl.errors.jsonl")))
        .hasSize(2)
        .allMatch(line -> line.contains("at most 20 bytes"));
  }

  @ParameterizedTest
  @CsvSource({
    "--threads, 0, --threads: expected 1 to 256",
    "--max-pixels, 0, --max-pixels: expected 1 to",
    "--include, '[', --include: expected a pattern",
    "--exclude, '[', --exclude: expected a pattern",
    "--limit, 0, --limit: expected 1 to",
    "--watch, --html=a.html, --watch has no end",
    "--moved, maybe, 'ASK, YES, NO'",
    "--format, xml, 'jsonl, csv, coco'",
    "--annotations, a.json, --annotations give numbers",
  })
  void wrongUsageIsToldInALine(String option, String value, String message) {
    CommandResult result = batch(folder.resolve("captions.jsonl"), option, value);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).containsIgnoringCase(message);
    assertThat(folder.resolve("captions.jsonl")).doesNotExist();
  }

  @Test
  void photosAndFoldersAreNamedInAnyOrderAndDescribedOnce() throws IOException {
    Path out = folder.resolve("captions.jsonl");
    Path one = photos.resolve("img_0002.png");
    Path below = photos.resolve("below");
    CommandResult result =
        run("batch", one, photos, below, photos, one, "--recursive", "--out", out);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(Files.readAllLines(out)).hasSize(3);
    assertThat(Files.readAllLines(out).get(0)).contains("\"path\":\"" + one + "\"");
    CommandResult again = batch(out, "--recursive", "--resume");
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.err()).contains("0 described, 3 skipped");
  }

  @Test
  void companionsOfPhotosAreLeftOutAndCounted() throws IOException {
    for (String name : List.of("._a.jpg", "@eaDir/a.jpg/thumb.jpg", "__MACOSX/._a.jpg", "x.dng")) {
      Files.createDirectories(photos.resolve(name).getParent());
      Files.writeString(photos.resolve(name), "no photo");
    }
    Path out = folder.resolve("captions.jsonl");
    CommandResult result = batch(out, "--recursive");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err())
        .contains("1 file that may be a photo was left out: 1 .dng")
        .contains("3 hidden files or folders were left out (--hidden)")
        .contains("3 described, 0 skipped, 4 left out, 0 failed in ")
        .contains(" photos/s)");
    CommandResult all = batch(out, "--recursive", "--resume", "--hidden");
    assertThat(all.exitCode()).isEqualTo(1);
    assertThat(all.err()).contains("0 described, 3 skipped, 1 left out, 3 failed in ");
  }

  @Test
  void whatIsExcludedIsLeftAlone() throws IOException {
    Path out = folder.resolve("captions.jsonl");
    CommandResult result =
        batch(out, "--recursive", "--exclude", "below/**", "--exclude", "*1.png");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(Files.readAllLines(out)).singleElement().asString().contains("img_0002.png");
  }

  @Test
  void aLimitIsOfPhotosThatAreNotYetDescribed() throws IOException {
    Path out = folder.resolve("captions.jsonl");
    for (int k = 1; k <= 4; k++) {
      CommandResult result = batch(out, "--recursive", "--resume", "--limit", "1");
      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(Files.readAllLines(out)).hasSize(Math.min(3, k));
    }
  }

  @Test
  void photosThatArriveInAWatchedFolderAreDescribed() throws Exception {
    Path inbox = Files.createDirectory(folder.resolve("inbox"));
    Path out = folder.resolve("captions.jsonl");
    ColouredSquares.draw(inbox.resolve("first.png"), Color.RED);
    CompletableFuture<CommandResult> watching =
        CompletableFuture.supplyAsync(
            () -> run("batch", inbox, "--recursive", "--watch", "--limit", "3", "--out", out));
    while (!Files.exists(out) || Files.readAllLines(out).isEmpty()) {
      assertThat(watching).isNotDone();
      Thread.sleep(20);
    }
    byte[] whole = Files.readAllBytes(photos.resolve("img_0001.png"));
    Files.write(inbox.resolve("growing.png"), Arrays.copyOf(whole, whole.length / 2));
    Path below = Files.createDirectory(inbox.resolve("later"));
    Files.move(photos.resolve("img_0002.png"), below.resolve("moved.png"));
    while (Files.readAllLines(out).size() < 2) {
      assertThat(watching).isNotDone();
      Thread.sleep(20);
    }
    Files.write(inbox.resolve("growing.png"), whole);
    CommandResult result = watching.get(5, TimeUnit.MINUTES);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(Files.readAllLines(out))
        .extracting(line -> Path.of(new ObjectMapper().readTree(line).path("path").asText()))
        .containsExactly(
            inbox.resolve("first.png"), below.resolve("moved.png"), inbox.resolve("growing.png"));
    assertThat(folder.resolve("captions.jsonl.errors.jsonl")).doesNotExist();
  }

  @Test
  void sidecarsAreWrittenBesidePhotosAndTellWhatIsDone() throws IOException {
    Files.writeString(photos.resolve("img_0001.txt"), "my words");
    Files.writeString(photos.resolve("img_0009.png"), "broken");
    CommandResult result = run("batch", photos, "--recursive", "--sidecar", "txt");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("img_0009.png")
        .contains("captions are in sidecars beside the photos; 2 described, 1 skipped, 0 left out");
    assertThat(photos.resolve("img_0001.txt")).hasContent("my words");
    String caption = run("caption", photos.resolve("below/img_0003.png")).lines().get(0);
    assertThat(photos.resolve("below/img_0003.txt")).hasContent(caption + "\n");
    CommandResult again = run("batch", photos, "--recursive", "--sidecar", "txt", "--resume");
    assertThat(again.err()).contains("0 described, 3 skipped, 0 left out, 1 failed");
  }

  @Test
  void sidecarsAndAFileGoOnTogether() throws IOException {
    Path out = folder.resolve("captions.jsonl");
    Path texts = folder.resolve("texts");
    assertThat(batch(out, "--sidecar-extension", "caption", "--sidecar-dir", texts).exitCode())
        .isZero();
    assertThat(texts.resolve("img_0001.caption")).exists();
    Files.delete(texts.resolve("img_0001.caption"));
    Object[] more = {
      "--resume", "--recursive", "--sidecar-extension", ".caption", "--sidecar-dir", texts
    };
    CommandResult again = batch(out, more);
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(texts.resolve("img_0001.caption")).exists();
    assertThat(texts.resolve("below/img_0003.caption")).exists();
    assertThat(Files.readAllLines(out)).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void textsThatAreThereAreAddedToOnce() throws IOException {
    Path text = Files.writeString(photos.resolve("img_0001.txt"), "my words\n");
    for (int times = 0; times < 2; times++) {
      CommandResult result =
          run(
              "batch",
              photos,
              "--sidecar=txt",
              "--existing=append",
              "--prefix=photo: ",
              "--separator=, ");
      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(result.err()).contains("2 described, 0 skipped");
      assertThat(Files.readString(text)).startsWith("my words, photo: ").hasLineCount(1);
    }
    assertThat(Files.readString(text).split("photo: ", -1)).hasSize(2);
  }

  @Test
  void descriptionsAreWrittenIntoPhotosAndBesideThem() throws IOException {
    Path broken = Files.writeString(photos.resolve("img_0009.png"), "broken");
    String caption = run("caption", photos.resolve("img_0001.png")).lines().get(0);
    CommandResult result = run("batch", photos, "--sidecar=xmp", "--embed", "--suffix=.");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("captions are in sidecars beside the photos and the photos themselves; 2 desc");
    assertThat(broken).hasContent("broken");
    XmpPacket sidecar =
        XmpPacket.parse(Files.readAllBytes(photos.resolve("img_0001.xmp")), "img_0001.xmp");
    assertThat(sidecar.description("en")).contains(caption + ".");
    assertThat(EmbeddedXmp.read(photos.resolve("img_0001.png")).orElseThrow().description("en"))
        .contains(caption + ".");
    assertThat(run("caption", photos.resolve("img_0001.png")).lines()).containsExactly(caption);
    CommandResult again = run("batch", photos, "--sidecar=xmp", "--embed", "--suffix=.");
    assertThat(again.err()).contains("0 described, 2 skipped, 0 left out, 1 failed");
  }

  @Test
  void aPhotoThatHasNoPlaceForADescriptionIsAnErrorBeforeItIsDescribed() throws IOException {
    Path gif = photos.resolve("img_0000.gif");
    ImageIO.write(ImageIO.read(photos.resolve("img_0001.png").toFile()), "gif", gif.toFile());
    byte[] before = Files.readAllBytes(gif);
    CommandResult result = run("batch", photos, "--embed");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains(gif + " has no place for XMP: expected JPEG, PNG or WebP but found GIF")
        .contains("2 described, 0 skipped, 0 left out, 1 failed");
    assertThat(Files.readAllBytes(gif)).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "--sidecar-dir=texts, --sidecar-dir: only with --sidecar",
    "--keep-times, --keep-times: only with --embed",
    "--prefix=a, '--prefix and --suffix: only with'",
    "--sidecar=doc, 'txt, xmp'",
    "--sidecar-extension=.jpg, '--sidecar-extension: expected'",
    "--sidecar-extension=a/b, '--sidecar-extension: expected'",
    "'--sidecar=txt,--separator=x', --separator: only with --existing append",
    "'--sidecar=txt,--existing=append,--resume', --resume: texts that are changed",
    "'--sidecar=txt,--existing=maybe', 'skip, overwrite, append, prepend'",
    "'--sidecar=txt,--html=a.html', --html: a gallery is made of",
    "'--sidecar=txt,--format=csv', --format is that of --out",
    "--recursive, expected where captions go",
  })
  void wrongUsageOfSidecarsIsToldInALine(String options, String message) throws IOException {
    List<Object> args = new ArrayList<>(List.of("batch", photos));
    args.addAll(List.of(options.split(",(?=--)")));
    CommandResult result = run(args.toArray());
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).containsIgnoringCase(message);
    assertThat(photos.resolve("img_0001.txt")).doesNotExist();
  }

  @Test
  void aFolderThatWasRenamedIsAskedAbout() throws IOException {
    Path out = folder.resolve("captions.jsonl");
    assertThat(batch(out).exitCode()).isZero();
    Path renamed = Files.move(photos, folder.resolve("renamed"));
    CommandResult asked = run("batch", renamed, "--out", out, "--resume");
    assertThat(asked.exitCode()).isEqualTo(1);
    assertThat(asked.err().strip().lines()).hasSize(1);
    assertThat(asked.err()).contains("--moved yes");
    CommandResult answered =
        run("batch", renamed, "--out", out, "--resume", "--moved", "yes", "--html", html());
    assertThat(answered.exitCode()).as(answered.err()).isZero();
    assertThat(Files.readAllLines(out)).hasSize(2);
    assertThat(Files.readString(html()).split("<script type=\"image/jpeg\">", -1)).hasSize(1 + 2);
  }

  private Path html() {
    return folder.resolve("gallery.html");
  }

  @Test
  void whatIsNotThereOrHasNoPhotosIsToldInALine() throws IOException {
    Path out = folder.resolve("captions.jsonl");
    Path missing = photos.resolve("missing");
    CommandResult nothing = run("batch", photos, missing, "--out", out);
    assertThat(nothing.exitCode()).isEqualTo(1);
    assertThat(nothing.err())
        .contains(missing + ": expected a photo or a folder of photos but found nothing");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    CommandResult none = run("batch", empty, "--out", out);
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.err()).contains(empty.toString()).contains("found none");
    Files.writeString(empty.resolve("a.nef"), "a raw photo");
    assertThat(run("batch", empty, "--out", out).err())
        .contains("found none; 1 file that may be a photo was left out: 1 .nef");
    assertThat(out).doesNotExist();
    CommandResult isFolder = run("batch", photos, "--out", empty);
    assertThat(isFolder.exitCode()).isEqualTo(1);
    assertThat(isFolder.err()).contains("is a folder");
  }
}
