package org.caption4j.metadata;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The best caption inside a photo, as {@link EmbeddedXmp}. */
public final class EmbeddedDescription implements DescriptionFile {
  private final Wording wording;
  private final String language;
  private final FileTimes times;

  /**
   * @param wording of the description
   * @param language of the captions, such as en
   * @param times of the photos that are changed
   */
  public EmbeddedDescription(Wording wording, String language, FileTimes times) {
    this.wording = wording;
    this.language = language;
    this.times = times;
  }

  @Override
  public boolean isDescribed(Path photo) throws IOException {
    return EmbeddedXmp.read(photo).flatMap(packet -> packet.description(language)).isPresent();
  }

  @Override
  public void describe(Path photo, List<String> captions) throws IOException {
    XmpPacket packet = EmbeddedXmp.read(photo).orElseGet(XmpPacket::empty);
    Optional<String> text = wording.change(packet.description(language), captions.subList(0, 1));
    if (text.isPresent()) {
      packet.describe(new PhotoDescription(language, text.get()));
      EmbeddedXmp.write(photo, packet, times);
    }
  }
}
