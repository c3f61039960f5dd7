package org.caption4j.pretrained;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.caption4j.pretrained.Published.catalogue;
import static org.caption4j.pretrained.Published.pretrained;
import static org.caption4j.pretrained.Published.quick;
import static org.caption4j.pretrained.Published.sha256;
import static org.caption4j.pretrained.Published.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.image.Preprocessing;
import org.caption4j.pretrained.ListedWeights.Origin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainedTest {
  private static final byte[] CONTENT = Published.bytes(5000);
  private static final Optional<String> NO_ARCHITECTURE = Optional.empty();
  private static final PreprocessingChoice NOT_ASKED =
      (architecture, file) -> {
        throw new AssertionError("not to be asked");
      };

  @TempDir Path home;
  @TempDir Path elsewhere;
  private final FileServer server = FileServer.of(CONTENT);
  private Pretrained pretrained;
  private Pretrained offline;

  @BeforeEach
  void open() {
    Catalogue catalogue =
        catalogue(
            source("net-a", server.address(), sha256(CONTENT)),
            source("net-b", null, sha256(Published.bytes(10))));
    pretrained = pretrained(home, catalogue);
    offline =
        pretrained(home, catalogue, quick().withTransport(Transport.OFFLINE), FetchListener.SILENT);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(elsewhere.resolve("file.bin"), content);
  }

  @Test
  void aNetworkStandsForItsWeights() throws IOException {
    assertThat(pretrained.cached("net")).isEmpty();
    FoundWeights found = pretrained.require("net-a");
    assertThat(pretrained.cached("net")).contains(found);
    assertThat(pretrained.require("net")).isEqualTo(found);
    assertThat(pretrained.fetch("net")).isEqualTo(found);
    assertThat(pretrained.verify("net")).isEqualTo(found);
    assertThat(server.requests).hasValue(1);
    assertThat(pretrained.remove("net")).isEqualTo("net-a");
    assertThat(pretrained.cached("net")).isEmpty();
    assertThatThrownBy(() -> pretrained.remove("net")).isInstanceOf(BadInputException.class);
  }

  @Test
  void offlineOpensNoConnection() throws IOException {
    assertThatThrownBy(() -> offline.require("net"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(
            home.resolve("weights").toString(), "models fetch net", "models import net FILE");
    assertThatThrownBy(() -> offline.fetch("net-a")).isInstanceOf(BadInputException.class);
    assertThat(server.requests).hasValue(0);

    offline.importFile("net", NO_ARCHITECTURE, file(CONTENT), NOT_ASKED);
    assertThat(offline.require("net").weights()).isEqualTo("net-a");
    assertThat(server.requests).hasValue(0);
  }

  @Test
  void unknownNamesAreTold() {
    assertThatThrownBy(() -> pretrained.require("resnet"))
        .isInstanceOf(BadInputException.class)
        .hasMessage("expected one of net, or weights of theirs, but found \"resnet\"");
    assertThatThrownBy(() -> pretrained.require("../net")).hasMessageContaining("letters");
    assertThatThrownBy(() -> pretrained.verify("net")).hasMessageContaining("found none");
    assertThatThrownBy(() -> pretrained.fetch("net-b"))
        .hasMessageContainingAll("none has an address", "models import net-b FILE");
  }

  @Test
  void publishedFilesAreRecognisedByEachKindOfChecksum() throws IOException {
    Path abc = file("abc".getBytes(US_ASCII));
    for (Checksum checksum : ChecksumTest.OF_ABC) {
      Catalogue catalogue =
          catalogue(source("net-a", null, sha256(CONTENT)), source("net-abc", null, checksum));
      Pretrained importing = pretrained(home, catalogue);
      FoundWeights found = importing.importFile("net", NO_ARCHITECTURE, abc, NOT_ASKED);
      assertThat(found.weights()).isEqualTo("net-abc");
      assertThat(found.about().orElseThrow().preprocessing()).isEqualTo(Published.PREPROCESSING);
      assertThat(found.about().orElseThrow().sourceChecksum()).isEqualTo(checksum);
      assertThat(found.file()).content().isEqualTo("abc");
      importing.remove("net-abc");
    }
    assertThat(abc).as("the user's file stays").exists();
  }

  @Test
  void otherFilesGetTheGivenName() throws IOException {
    byte[] own = Published.bytes(77);
    Preprocessing chosen = Preprocessing.mobileNet(128);
    FoundWeights found =
        pretrained.importFile(
            "mine-2", Optional.of("arch"), file(own), (architecture, file) -> chosen);
    assertThat(pretrained.require("mine-2")).isEqualTo(found);
    CachedWeights about = found.about().orElseThrow();
    assertThat(about.network()).isEqualTo("arch");
    assertThat(about.preprocessing()).isEqualTo(chosen);
    assertThat(about.sourceChecksum()).isEqualTo(sha256(own));

    pretrained.importFile("net", NO_ARCHITECTURE, file(own), (architecture, file) -> chosen);
    assertThat(pretrained.cached("net").orElseThrow().weights()).isEqualTo("net");
  }

  @Test
  void aRecognisedFileIsWhatItIsWhateverItIsCalled() throws IOException {
    FoundWeights found =
        pretrained.importFile("mine", Optional.of("arch"), file(CONTENT), NOT_ASKED);
    assertThat(found.weights()).isEqualTo("net-a");
  }

  @Test
  void publishedWeightsKeepTheirNameToThemselves() throws IOException {
    Path file = file(CONTENT);
    assertThatThrownBy(() -> pretrained.importFile("net-b", NO_ARCHITECTURE, file, NOT_ASKED))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("expected the weights net-b", "which is net-a");
    Path other = file(Published.bytes(3));
    assertThatThrownBy(() -> pretrained.importFile("net-b", NO_ARCHITECTURE, other, NOT_ASKED))
        .hasMessageContaining("which is not published");
  }

  @Test
  void whatCannotBeImportedIsTold() throws IOException {
    Path file = file(Published.bytes(3));
    PreprocessingChoice any = (architecture, given) -> Published.PREPROCESSING;
    assertThatThrownBy(() -> pretrained.importFile("mine", NO_ARCHITECTURE, file, any))
        .hasMessageContainingAll("expected one of net", "give the architecture");
    assertThatThrownBy(() -> pretrained.importFile("mine", Optional.of("lenet"), file, any))
        .hasMessageContaining("holds no weights of lenet");
    assertThatThrownBy(() -> pretrained.importFile("../mine", Optional.of("arch"), file, any))
        .hasMessageContaining("letters");
    assertThatThrownBy(() -> pretrained.importFile("net", NO_ARCHITECTURE, elsewhere, any))
        .hasMessageContaining("expected a file of weights");
    assertThat(pretrained.list()).allMatch(listed -> listed.cached().isEmpty());
  }

  @Test
  void listsCatalogueAndCache() throws IOException {
    pretrained.require("net");
    Path loose = Files.write(home.resolve("weights/old.zip"), new byte[12]);
    List<ListedWeights> listed = pretrained.list();
    assertThat(listed).extracting(ListedWeights::weights).containsExactly("net-a", "net-b", "old");
    assertThat(listed)
        .extracting(ListedWeights::origin)
        .containsExactly(Origin.FETCH, Origin.IMPORT, Origin.OWN);
    assertThat(listed).extracting(ListedWeights::bytes).containsExactly(5000L, 0L, 12L);
    assertThat(listed.get(0).licence()).isEqualTo("free");
    assertThat(listed.get(1).cached()).isEmpty();
    assertThat(listed.get(2).cached().orElseThrow().file()).isEqualTo(loose);
  }

  @Test
  void usersFilesComeFirst() throws IOException {
    Files.createDirectories(home.resolve("weights"));
    Path loose = Files.write(home.resolve("weights/net.safetensors"), new byte[12]);
    assertThat(pretrained.require("net").file()).isEqualTo(loose);
    assertThat(server.requests).hasValue(0);
  }
}
