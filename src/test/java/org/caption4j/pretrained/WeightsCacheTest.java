package org.caption4j.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsCacheTest {
  private static final byte[] CONTENT = Published.bytes(1000);

  @TempDir Path home;
  private WeightsCache cache;
  private Path weights;

  @BeforeEach
  void open() {
    cache = new WeightsCache(new CacheHome(home));
    weights = home.resolve("weights");
  }

  private static WeightsOrigin origin(String name) {
    return new WeightsOrigin(
        name, "arch", Published.PREPROCESSING, "a file", Published.sha256(CONTENT), "free");
  }

  private FoundWeights install(String name, byte[] content) throws IOException {
    return cache.install(origin(name), safetensors -> Files.write(safetensors, content));
  }

  private Path loose(String file) throws IOException {
    Path path = weights.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.write(path, CONTENT);
  }

  @Test
  void anEmptyCacheHasNothing() throws IOException {
    assertThat(cache.find("a")).isEmpty();
    assertThat(cache.list()).isEmpty();
    assertThat(cache.remove("a")).isFalse();
    assertThatThrownBy(() -> cache.verify("a")).isInstanceOf(BadInputException.class);
  }

  @Test
  void givesBackWhatWasInstalled() throws IOException {
    FoundWeights installed = install("a-1.0", CONTENT);
    assertThat(cache.find("a-1.0")).contains(installed);
    assertThat(cache.list()).containsExactly(installed);
    assertThat(installed.file()).hasBinaryContent(CONTENT);
    assertThat(installed.file()).isEqualTo(weights.resolve("a-1.0/model.safetensors"));
    assertThat(installed.file().resolveSibling("weights.json"))
        .content()
        .contains("\"formatVersion\" : 1", "\"sha256\"", "\"SHA-256\"");
    assertThat(Instant.parse(installed.about().orElseThrow().fetched()))
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
  }

  @Test
  void nothingIsSeenUntilItIsWhole() throws IOException {
    assertThatThrownBy(
            () ->
                cache.install(
                    origin("a"),
                    safetensors -> {
                      Files.write(safetensors, CONTENT);
                      assertThat(cache.find("a")).isEmpty();
                      assertThat(cache.list()).isEmpty();
                      throw new BadInputException("not weights");
                    }))
        .hasMessage("not weights");
    assertThat(Published.in(weights)).isEmpty();
  }

  @Test
  void aSetIsReplacedAsAWhole() throws IOException {
    install("a", Published.bytes(10));
    FoundWeights second = install("a", CONTENT);
    assertThat(cache.find("a")).contains(second);
    assertThat(second.file()).hasBinaryContent(CONTENT);
    assertThat(Published.in(weights)).hasSize(1);
  }

  @Test
  void verifyFindsAFlippedBit() throws IOException {
    FoundWeights found = install("a", CONTENT);
    assertThat(cache.verify("a")).isEqualTo(found);
    byte[] bytes = CONTENT.clone();
    bytes[500] ^= 1;
    Files.write(found.file(), bytes);
    assertThatThrownBy(() -> cache.verify("a"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(
            found.file().toString(),
            "expected SHA-256 " + Published.sha256(CONTENT).value(),
            "but found " + Published.sha256(bytes).value(),
            "models remove a");
  }

  @Test
  void removesSetsAndFiles() throws IOException {
    install("a", CONTENT);
    Path zip = loose("b.zip");
    assertThat(cache.remove("a")).isTrue();
    assertThat(cache.remove("b")).isTrue();
    assertThat(cache.remove("b")).isFalse();
    assertThat(zip).doesNotExist();
    assertThat(Published.in(weights)).isEmpty();
  }

  @Test
  void findsWhatTheUserPutThere() throws IOException {
    for (String file : new String[] {"a", "b.safetensors", "c.zip", "d/model.safetensors"}) {
      Path path = loose(file);
      String name = file.substring(0, 1);
      assertThat(cache.find(name)).contains(new FoundWeights(name, path, Optional.empty()));
    }
    assertThat(cache.list()).extracting(FoundWeights::weights).containsExactly("a", "b", "c", "d");
    assertThatThrownBy(() -> cache.verify("d")).hasMessageContaining("cannot be verified");
    assertThatThrownBy(() -> install("d", CONTENT)).hasMessageContaining("put there by hand");
    assertThat(weights.resolve("d/model.safetensors")).exists();
  }

  @Test
  void whatTheUserPutThereStaysWhenASetComes() throws IOException {
    Path loose = loose("a.safetensors");
    FoundWeights set = install("a", Published.bytes(10));
    assertThat(cache.find("a")).contains(set);
    assertThat(loose).hasBinaryContent(CONTENT);

    cache.remove("a");
    assertThat(cache.find("a").orElseThrow().file()).isEqualTo(loose);
  }

  @Test
  void aSetWithoutItsNumbersIsNone() throws IOException {
    FoundWeights found = install("a", CONTENT);
    Files.delete(found.file());
    assertThat(cache.find("a")).isEmpty();
    assertThat(install("a", CONTENT).file()).hasBinaryContent(CONTENT);
  }

  @Test
  void aSetThatCannotBeUnderstoodIsToldAndCanBeRemoved() throws IOException {
    Path card = install("a", CONTENT).file().resolveSibling("weights.json");
    Files.writeString(card, "{\"formatVersion\": 1, \"weights\": \"a\"}");
    assertThatThrownBy(() -> cache.find("a"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(card.toString(), "preprocessing", "models remove a");
    assertThat(cache.remove("a")).isTrue();
    assertThat(cache.find("a")).isEmpty();
  }

  @Test
  void namesStayInTheFolder() {
    for (String name :
        new String[] {"", ".", "..", ".hidden", "a/b", "../a", "a\\b", "/etc", "a b", "a:b"}) {
      assertThatThrownBy(() -> cache.find(name))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("expected a name of letters");
      assertThatThrownBy(() -> cache.remove(name)).isInstanceOf(BadInputException.class);
      assertThatThrownBy(() -> install(name, CONTENT)).isInstanceOf(BadInputException.class);
    }
  }

  @Test
  void sweepsWhatKilledProcessesLeft() throws IOException {
    Path old = Files.createDirectories(weights.resolve(".a.123.tmp"));
    Files.write(old.resolve("model.safetensors"), CONTENT);
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    Path recent = Files.createDirectories(weights.resolve(".b.123.tmp"));
    Path usersOwn = Files.createDirectories(weights.resolve(".notes"));
    Files.setLastModifiedTime(usersOwn, FileTime.from(Instant.EPOCH));
    Path givenUp = Files.createDirectories(home.resolve("downloads")).resolve("a.part");
    Files.write(givenUp, CONTENT);
    Files.setLastModifiedTime(givenUp, FileTime.from(Instant.now().minus(Duration.ofDays(31))));
    Path goingOn = Files.write(home.resolve("downloads/b.part"), CONTENT);
    assertThat(cache.list()).isEmpty();

    install("c", CONTENT);
    assertThat(givenUp).doesNotExist();
    assertThat(goingOn).exists();
    assertThat(old).doesNotExist();
    assertThat(recent).exists();
    assertThat(usersOwn).exists();
  }
}
