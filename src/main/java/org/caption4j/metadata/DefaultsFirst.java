package org.caption4j.metadata;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Packets in which a text by default stands behind one in a language, against the rules. Adobe's
 * library moves it, and overwrites the other one with it; so it is moved before.
 */
final class DefaultsFirst {
  static final String DEFAULT = "x-default";

  private DefaultsFirst() {}

  /**
   * Moves defaults to the beginning of their alternatives.
   *
   * @param xml well-formed and without a DTD
   * @return the same in UTF-8
   */
  static byte[] in(byte[] xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
      NodeList alternatives = document.getElementsByTagNameNS(XmpXml.RDF, "Alt");
      for (int k = 0; k < alternatives.getLength(); k++) {
        order(alternatives.item(k));
      }
      Transformer identity = TransformerFactory.newDefaultInstance().newTransformer();
      identity.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      identity.transform(new DOMSource(document), new StreamResult(out));
      return out.toByteArray();
    } catch (IOException | ParserConfigurationException | SAXException | TransformerException e) {
      throw new IllegalStateException(e); // it has been parsed before
    }
  }

  private static void order(Node alternatives) {
    for (Node node = alternatives.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element item
          && item.getAttributeNS(XMLConstants.XML_NS_URI, "lang").equalsIgnoreCase(DEFAULT)) {
        alternatives.insertBefore(item, alternatives.getFirstChild());
        return;
      }
    }
  }
}
