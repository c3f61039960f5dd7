package org.caption4j.metadata;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.caption4j.BadInputException;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.ext.DefaultHandler2;

/**
 * The XML of a packet, looked through before anything is built of it: no DTD, and so no entities;
 * no more depth than a library bears that goes down by recursion; and RDF in it. The parser is the
 * one that the library uses, which would print what it does not like.
 */
final class XmpXml extends DefaultHandler2 {
  static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
  private static final int MOST_DEPTH = 100;

  /** How many elements there were in the open one of each depth. */
  private final int[] elements = new int[MOST_DEPTH + 1];

  private int depth;
  private boolean rdf;

  /** Whether each text by default stands before those in other languages. */
  private boolean inOrder = true;

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
    XmpXml seen = new XmpXml();
    try {
      SAXParser parser = SAXParserFactory.newDefaultNSInstance().newSAXParser();
      parser.setProperty("http://xml.org/sax/properties/lexical-handler", seen);
      parser.parse(new ByteArrayInputStream(xml), seen);
    } catch (SAXParseException e) {
      throw fault(
          what,
          "expected XML but found, in line %d, column %d: %s"
              .formatted(e.getLineNumber(), e.getColumnNumber(), e.getMessage()),
          e);
    } catch (SAXException e) {
      throw fault(what, e.getMessage(), e);
    } catch (IOException e) { // bytes that are no characters
      throw fault(what, "expected XML but found: " + e.getMessage(), e);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
    if (!seen.rdf) {
      throw fault(what, "expected an element rdf:RDF but found none", null);
    }
    return seen.inOrder ? xml : DefaultsFirst.in(xml);
  }

  private static BadInputException fault(String what, String reason, Exception cause) {
    return new BadInputException(
        "%s cannot be read: %s; repair or remove it".formatted(what, reason), cause);
  }

  @Override
  public void startDTD(String name, String publicId, String systemId) throws SAXException {
    throw new SAXException("expected no document type declaration but found one");
  }

  @Override
  public void startElement(String namespace, String name, String prefixed, Attributes attributes)
      throws SAXException {
    if (depth == MOST_DEPTH) {
      throw new SAXException(
          "expected elements at most %d deep but found more".formatted(MOST_DEPTH));
    }
    rdf |= namespace.equals(RDF) && name.equals("RDF");
    elements[depth]++;
    String language = attributes.getValue(XMLConstants.XML_NS_URI, "lang");
    inOrder &= elements[depth] == 1 || !DefaultsFirst.DEFAULT.equalsIgnoreCase(language);
    depth++;
    elements[depth] = 0;
  }

  @Override
  public void endElement(String namespace, String name, String prefixed) {
    depth--;
  }

  @Override
  public void fatalError(SAXParseException e) throws SAXException {
    throw e;
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
