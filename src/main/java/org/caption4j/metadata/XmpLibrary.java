package org.caption4j.metadata;

import com.adobe.internal.xmp.XMPError;
import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPMetaFactory;
import com.adobe.internal.xmp.XMPSchemaRegistry;
import com.adobe.internal.xmp.options.ParseOptions;
import java.util.HashSet;
import java.util.Set;

/**
 * Adobe's library, whose table of namespaces is one for the whole program. A prefix that one file
 * uses for another namespace than the next would be written under another name there, and bytes
 * would depend on what was read before. So one packet is used at a time, and what it added to the
 * table is taken out again.
 */
final class XmpLibrary {
  private static final ParseOptions AS_IT_IS =
      new ParseOptions()
          .setDisallowDoctype(true)
          .setOmitNormalization(true) // would move and rename properties of others
          .setAcceptLatin1(false)
          .setFixControlChars(false);

  private XmpLibrary() {}

  /** What is done with a packet while its namespaces are known. */
  @FunctionalInterface
  interface Action<T> {
    T on(XMPMeta meta) throws XMPException;
  }

  /**
   * Parses a packet and does something with it.
   *
   * @param xmp that {@link XmpXml} has passed
   * @throws XMPException if its XML is no XMP
   */
  static synchronized <T> T with(byte[] xmp, Action<T> action) throws XMPException {
    XMPSchemaRegistry registry = XMPMetaFactory.getSchemaRegistry();
    Set<String> before = namespaces(registry);
    try {
      return action.on(parse(xmp));
    } finally {
      Set<String> added = namespaces(registry);
      added.removeAll(before);
      added.forEach(registry::deleteNamespace);
    }
  }

  private static XMPMeta parse(byte[] xmp) throws XMPException {
    try {
      return XMPMetaFactory.parseFromBuffer(xmp, AS_IT_IS);
    } catch (RuntimeException e) { // some faults of the RDF show in no other way
      throw new XMPException("its RDF is not that of XMP", XMPError.BADRDF, e);
    }
  }

  private static Set<String> namespaces(XMPSchemaRegistry registry) {
    Set<String> namespaces = new HashSet<>();
    for (Object namespace : registry.getNamespaces().keySet()) {
      namespaces.add((String) namespace);
    }
    return namespaces;
  }
}
