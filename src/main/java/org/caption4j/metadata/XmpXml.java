package org.caption4j.metadata;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.caption4j.BadInputException;

/**
 * The XML of a packet, looked through before anything is built of it: no DTD, and so no entities;
 * no more depth than a library bears that goes down by recursion; and RDF in it.
 */
final class XmpXml {
  static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
  private static final int MOST_DEPTH = 100;

  private XmpXml() {}

  /**
   * Looks through.
   *
   * @param what names it at the beginning of the message
   * @return the XML without the zeros that some programs leave behind it, and with the default
   *     first wherever there are texts in several languages
   * @throws BadInputException if it is no XML, or not that of XMP
   */
  static byte[] checked(byte[] bytes, String what) throws BadInputException {
    if (bytes.length > XmpPacket.MOST_BYTES) {
      throw new BadInputException(
          "%s is too large: expected XMP of at most %,d bytes but found %,d; make it smaller"
              .formatted(what, XmpPacket.MOST_BYTES, bytes.length));
    }
    byte[] xml = withoutZeros(bytes);
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
      try {
        return isInOrder(reader, what) ? xml : DefaultsFirst.in(xml);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      throw fault(
          what,
          "expected XML but found, in line %d, column %d: %s"
              .formatted(
                  e.getLocation() == null ? 1 : e.getLocation().getLineNumber(),
                  e.getLocation() == null ? 1 : e.getLocation().getColumnNumber(),
                  reason(e)),
          e);
    }
  }

  /** Whether each text by default stands before those in other languages. */
  private static boolean isInOrder(XMLStreamReader reader, String what)
      throws XMLStreamException, BadInputException {
    int[] elements = new int[MOST_DEPTH + 2]; // in the open element of each depth
    int depth = 0;
    boolean rdf = false;
    boolean inOrder = true;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.DTD ->
            throw fault(what, "expected no document type declaration but found one", null);
        case XMLStreamConstants.START_ELEMENT -> {
          if (depth == MOST_DEPTH) {
            throw fault(
                what, "expected elements at most %d deep but found more".formatted(depth), null);
          }
          rdf |= RDF.equals(reader.getNamespaceURI()) && reader.getLocalName().equals("RDF");
          elements[depth]++;
          inOrder &= elements[depth] == 1 || !isDefault(reader);
          elements[++depth] = 0;
        }
        case XMLStreamConstants.END_ELEMENT -> depth--;
        default -> {}
      }
    }
    if (!rdf) {
      throw fault(what, "expected an element rdf:RDF but found none", null);
    }
    return inOrder;
  }

  private static boolean isDefault(XMLStreamReader reader) {
    return DefaultsFirst.DEFAULT.equalsIgnoreCase(
        reader.getAttributeValue(XMLConstants.XML_NS_URI, "lang"));
  }

  private static BadInputException fault(String what, String reason, XMLStreamException cause) {
    return new BadInputException(
        "%s cannot be read: %s; repair or remove it".formatted(what, reason), cause);
  }

  /** The parser's own words, without the place that it puts before them. */
  private static String reason(XMLStreamException e) {
    String message = String.valueOf(e.getMessage());
    int start = message.indexOf("Message: ");
    return (start < 0 ? message : message.substring(start + 9)).lines().findFirst().orElse("");
  }

  /** In UTF-16 a zero may be half of the last character. */
  private static byte[] withoutZeros(byte[] bytes) {
    if (bytes.length < 2 || bytes[0] == 0 || bytes[1] == 0 || (bytes[0] & 0xff) >= 0xfe) {
      return bytes;
    }
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return end == bytes.length ? bytes : Arrays.copyOf(bytes, end);
  }
}
