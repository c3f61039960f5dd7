package org.caption4j.metadata;

import com.adobe.internal.xmp.XMPConst;
import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPMetaFactory;
import com.adobe.internal.xmp.options.SerializeOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.caption4j.BadInputException;

/**
 * The XMP properties of a photo. What is said of it stands in {@code dc:description}, and in {@code
 * Iptc4xmpCore:AltTextAccessibility} for those who cannot see it; all others are kept.
 *
 * <p>Equal packets that are described equally have equal bytes: nothing in them tells when, where
 * or by whom they were written. For one thread at a time.
 */
public final class XmpPacket {
  /** The largest packet that is read, in bytes. */
  public static final int MOST_BYTES = 16 << 20;

  private static final LocalizedText DESCRIPTION = new LocalizedText(XMPConst.NS_DC, "description");

  private static final LocalizedText ALTERNATIVE_TEXT =
      new LocalizedText(XMPConst.NS_IPTCCORE, "AltTextAccessibility");

  private static final String HEADER =
      "<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n";
  private static final String TRAILER = "<?xpacket end=\"w\"?>";

  private static final String EMPTY = "<rdf:RDF xmlns:rdf=\"" + XMPConst.NS_RDF + "\"/>";

  /** As it was read or, once described, as it is written. */
  private byte[] xmp;

  private XmpPacket(byte[] xmp) {
    this.xmp = xmp;
  }

  /** Returns a packet without properties. */
  public static XmpPacket empty() {
    return new XmpPacket(EMPTY.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a packet, or a sidecar file.
   *
   * @param bytes all of it
   * @param what names it at the beginning of the message: {@code photo.xmp}
   * @throws BadInputException if it is no XMP, holds a DTD, or is larger than {@link #MOST_BYTES}
   */
  public static XmpPacket parse(byte[] bytes, String what) throws BadInputException {
    byte[] xmp = XmpXml.checked(bytes, what);
    try {
      XmpLibrary.with(xmp, meta -> null);
    } catch (XMPException e) {
      throw new BadInputException(
          "%s cannot be read: %s; repair or remove it".formatted(what, e.getMessage()), e);
    }
    return new XmpPacket(xmp);
  }

  /**
   * Returns {@code dc:description} in a language, or a variety of it ({@code en-GB} for {@code
   * en}), or else {@code x-default}.
   *
   * @param language as BCP 47 has it
   * @return the text; empty where there is none, or it is blank
   */
  public Optional<String> description(String language) {
    return with(meta -> DESCRIPTION.get(meta, language)).filter(text -> !text.isBlank());
  }

  /**
   * Sets {@code x-default} and the language of {@code dc:description} and {@code
   * Iptc4xmpCore:AltTextAccessibility}. Other languages are kept, as are all other properties. A
   * blank text says nothing, and changes nothing.
   *
   * @param description what is said
   */
  public void describe(PhotoDescription description) {
    if (description.text().isBlank()) {
      return;
    }
    xmp =
        with(
            meta -> {
              for (LocalizedText property : List.of(DESCRIPTION, ALTERNATIVE_TEXT)) {
                property.set(meta, description.language(), description.text());
              }
              return serialized(meta);
            });
  }

  /** Returns the packet as a sidecar file: UTF-8, without wrapper or padding. */
  public byte[] toSidecar() {
    return with(XmpPacket::serialized);
  }

  /** Returns the packet as it is embedded: UTF-8, in its wrapper, without padding. */
  public byte[] toPacket() {
    return (HEADER + new String(toSidecar(), StandardCharsets.UTF_8) + TRAILER)
        .getBytes(StandardCharsets.UTF_8);
  }

  private <T> T with(XmpLibrary.Action<T> action) {
    try {
      return XmpLibrary.with(xmp, action);
    } catch (XMPException e) {
      throw new IllegalStateException(e); // it has been parsed before
    }
  }

  private static byte[] serialized(XMPMeta meta) throws XMPException {
    return XMPMetaFactory.serializeToBuffer(
        meta, new SerializeOptions().setOmitPacketWrapper(true));
  }
}
