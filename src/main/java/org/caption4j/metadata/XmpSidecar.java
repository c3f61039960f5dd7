package org.caption4j.metadata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.caption4j.AtomicFile;
import org.caption4j.InputFile;

/** A file of XMP beside a photo: the best caption, and whatever else other programs keep there. */
public final class XmpSidecar implements DescriptionFile {
  private final Wording wording;
  private final String language;

  /**
   * @param wording of the description
   * @param language of the captions, such as en
   */
  public XmpSidecar(Wording wording, String language) {
    this.wording = wording;
    this.language = language;
  }

  @Override
  public boolean isDescribed(Path file) throws IOException {
    return read(file).description(language).isPresent();
  }

  @Override
  public void describe(Path file, List<String> captions) throws IOException {
    XmpPacket packet = read(file);
    Optional<String> text = wording.change(packet.description(language), captions.subList(0, 1));
    if (text.isPresent()) {
      packet.describe(new PhotoDescription(language, text.get()));
      AtomicFile.write(file, packet.toSidecar());
    }
  }

  private static XmpPacket read(Path file) throws IOException {
    return Files.exists(file)
        ? XmpPacket.parse(InputFile.bytes(file, XmpPacket.MOST_BYTES, "XMP"), file.toString())
        : XmpPacket.empty();
  }
}
