package org.caption4j.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.caption4j.BadInputException;
import org.caption4j.image.ChannelOrder;
import org.caption4j.image.Fit;
import org.caption4j.image.Preprocessing;
import org.caption4j.pretrained.Checksum.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {
  @TempDir Path folder;

  private Path file(String networks) throws IOException {
    return Files.writeString(
        folder.resolve("mine.json"),
        "{\"formatVersion\": 1, \"comment\": \"mine\", \"networks\": [" + networks + "]}");
  }

  private static String vgg16(String source) {
    return "{\"name\": \"vgg16\", \"sources\": [" + source + "]}";
  }

  @Test
  void knowsWhatIsPublished() {
    Catalogue catalogue = Catalogue.builtIn();
    assertThat(catalogue.networks())
        .extracting(PretrainedNetwork::name)
        .containsExactly("vgg16", "vgg19", "alexnet");
    assertThat(catalogue.offers("vgg16"))
        .extracting(Offer::weights)
        .containsExactly("vgg16-keras", "vgg16-torchvision", "vgg16-dl4j");
    Source keras = catalogue.offers("vgg16-keras").get(0).source();
    assertThat(keras.preprocessing()).isEqualTo(Preprocessing.kerasVgg(224));
    assertThat(keras.location().orElseThrow()).hasScheme("https");
    Source torchvision = catalogue.offers("alexnet-torchvision").get(0).source();
    assertThat(torchvision.checksum())
        .isEqualTo(new Checksum(Algorithm.SHA_256_PREFIX, "7be5be79"));
    assertThat(torchvision.preprocessing())
        .isEqualTo(Preprocessing.torchvision(224, 256).withFit(Fit.SQUASH, 0));
    assertThat(torchvision.preprocessing().channelOrder()).isEqualTo(ChannelOrder.RGB);
    assertThat(catalogue.offers("vgg16-dl4j").get(0).source().location()).isEmpty();
  }

  @Test
  void aMirrorIsALine() throws IOException {
    String mirror =
        "{\"weights\": \"vgg16-torchvision\", \"address\": \"https://mirror.example/vgg16.pth\"}";
    Catalogue both = Catalogue.builtIn().with(file(vgg16(mirror)));

    assertThat(both.offers("vgg16"))
        .extracting(Offer::weights)
        .containsExactly("vgg16-torchvision", "vgg16-keras", "vgg16-torchvision", "vgg16-dl4j");
    Source added = both.offers("vgg16").get(0).source();
    Source known = Catalogue.builtIn().offers("vgg16-torchvision").get(0).source();
    assertThat(added)
        .isEqualTo(
            new Source(
                known.weights(),
                "https://mirror.example/vgg16.pth",
                known.format(),
                known.bytes(),
                known.checksum(),
                known.licence(),
                known.preprocessing()));
    assertThat(both.network("vgg16").orElseThrow().architecture()).isEqualTo("vgg16");
  }

  @Test
  void aConvertedMirrorNeedsItsOwnChecksumButNoPreprocessing() throws IOException {
    String mirror =
        "{\"weights\": \"vgg16-keras\", \"address\": \"https://m.example/v.safetensors\","
            + " \"format\": \"safetensors\"%s}";
    assertThatThrownBy(() -> Catalogue.builtIn().with(file(vgg16(mirror.formatted("")))))
        .hasMessageContaining("expected a checksum but found none");

    String checksum =
        ", \"checksum\": {\"algorithm\": \"SHA-256-PREFIX\", \"value\": \"01234567\"}";
    Source added =
        Catalogue.builtIn()
            .with(file(vgg16(mirror.formatted(checksum))))
            .offers("vgg16")
            .get(0)
            .source();
    assertThat(added.preprocessing()).isEqualTo(Preprocessing.kerasVgg(224));
    assertThat(added.bytes()).isZero();
  }

  @Test
  void newNetworksComeLast() throws IOException {
    String preprocessing = JsonFile.write(Preprocessing.kerasVgg(224));
    Path mine =
        file(
            "{\"name\": \"mine\", \"architecture\": \"squeezenet\", \"sources\": [{\"weights\": \"mine-1\","
                + " \"checksum\": {\"algorithm\": \"MD5\", \"value\": \"00000000000000000000000000000000\"},"
                + " \"preprocessing\": "
                + preprocessing
                + "}]}");
    assertThat(Catalogue.builtIn().with(mine).networks())
        .extracting(PretrainedNetwork::name)
        .containsExactly("vgg16", "vgg19", "alexnet", "mine");
    assertThat(Catalogue.read(mine).offers("mine").get(0).architecture()).isEqualTo("squeezenet");
  }

  @Test
  void weightsBelongToOneArchitecture() {
    assertThatThrownBy(
            () ->
                Catalogue.builtIn()
                    .with(
                        file(
                            "{\"name\": \"other\", \"sources\": [{\"weights\": \"vgg16-keras\"}]}")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("mine.json", "network other: weights vgg16-keras", "vgg16");
    assertThatThrownBy(
            () ->
                Catalogue.builtIn()
                    .with(file("{\"name\": \"vgg16\", \"architecture\": \"vgg19\"}")))
        .hasMessageContainingAll("mine.json", "expected vgg16 but found vgg19");
  }

  @Test
  void faultsNameFileAndField() throws IOException {
    fault(vgg16("{\"address\": \"https://a.example/b\"}"), "networks[0].sources[0]: weights: ");
    fault(
        vgg16("{\"weights\": \"../etc\"}"),
        "networks[0].sources[0]: weights: expected a name of letters");
    fault(
        vgg16("{\"weights\": \"a\", \"address\": \"ftp://a.example\"}"),
        "networks[0].sources[0]: address: expected https://... but found ftp://a.example");
    fault(
        vgg16("{\"weights\": \"a\", \"checksum\": {\"algorithm\": \"CRC\", \"value\": \"1\"}}"),
        "networks[0].sources[0].checksum.algorithm: expected one of [SHA-256, ");
    fault(
        vgg16("{\"weights\": \"a\", \"preprocessing\": {\"width\": 224}}"),
        "networks[0].sources[0].preprocessing: preprocessing: expected fit");
    fault(vgg16("{\"weights\": \"a\", \"bytes\": \"many\"}"), "networks[0].sources[0].bytes: ");
    fault(
        vgg16("{\"weights\": \"a\"}"),
        "network vgg16: source of a: expected a checksum but found none");
    fault("null", "networks: expected a network but found null");
    fault("{\"architecture\": \"vgg16\"}", "networks[0]: name: expected a name of");
  }

  private void fault(String networks, String expected) throws IOException {
    Path file = file(networks);
    assertThatThrownBy(() -> Catalogue.builtIn().with(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file + ": " + expected);
  }

  @Test
  void theUsersOwnIsFoundAtHomeOrByName() throws IOException {
    CacheHome home = new CacheHome(folder);
    assertThat(Catalogue.ofUser(home, Optional.empty())).isEqualTo(Catalogue.builtIn());

    Path named =
        file(vgg16("{\"weights\": \"vgg16-keras\", \"address\": \"https://named.example/v\"}"));
    assertThat(Catalogue.ofUser(home, Optional.of(named)).offers("vgg16")).hasSize(4);
    Files.copy(named, home.catalogue());
    assertThat(Catalogue.ofUser(home, Optional.empty()).offers("vgg16")).hasSize(4);
    assertThatThrownBy(() -> Catalogue.ofUser(home, Optional.of(folder)))
        .hasMessageContaining("found no file");
  }

  @Test
  void otherFilesAreNotCatalogues() throws IOException {
    Path file = folder.resolve("x.json");
    Files.writeString(file, "{\"formatVersion\": 2, \"networks\": {}}");
    assertThatThrownBy(() -> Catalogue.read(file))
        .hasMessage(file + ": formatVersion: expected 1 but found 2");
    Files.writeString(file, "{\n\"formatVersion\": 1,\n oops");
    assertThatThrownBy(() -> Catalogue.read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file + ": line 3: ");
    Files.writeString(file, "");
    assertThatThrownBy(() -> Catalogue.read(file)).hasMessageContaining("found nothing");
  }
}
