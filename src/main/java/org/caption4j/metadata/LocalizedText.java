package org.caption4j.metadata;

import com.adobe.internal.xmp.XMPConst;
import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPPathFactory;
import com.adobe.internal.xmp.options.PropertyOptions;
import com.adobe.internal.xmp.properties.XMPProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A property with a text in several languages (ISO 16684-1, 8.2.2.4): an array of alternatives, the
 * first of which is {@code x-default}.
 *
 * <p>The library's own methods for them also change other languages, those whose text is that of
 * {@code x-default}.
 *
 * @param namespace of the property
 * @param name of the property, without prefix
 */
record LocalizedText(String namespace, String name) {
  private static final String DEFAULT = XMPConst.X_DEFAULT;

  /** A text and its language; one without a language counts as the default. */
  private record Item(String language, String text) {}

  /** Returns the text in a language, in a variety of it, or by default; empty if there is none. */
  Optional<String> get(XMPMeta meta, String language) throws XMPException {
    List<Item> items = items(meta);
    String variety = language.toLowerCase(Locale.ROOT) + "-";
    return text(items, item -> item.language.equalsIgnoreCase(language))
        .or(() -> text(items, item -> item.language.toLowerCase(Locale.ROOT).startsWith(variety)))
        .or(() -> text(items, item -> item.language.equals(DEFAULT)));
  }

  private static Optional<String> text(List<Item> items, Predicate<Item> wanted) {
    return items.stream()
        .filter(wanted)
        .map(Item::text)
        .filter(text -> !text.isBlank())
        .findFirst();
  }

  /** Sets the text by default and in a language; keeps those in others. */
  void set(XMPMeta meta, String language, String text) throws XMPException {
    XMPProperty property = meta.getProperty(namespace, name);
    if (property == null || !property.getOptions().isArrayAlternate()) {
      makeAlternatives(meta);
    }
    List<Item> items = items(meta);
    for (int k = items.size(); k > 0; k--) {
      String other = items.get(k - 1).language;
      if (other.equals(DEFAULT) || other.equalsIgnoreCase(language)) {
        meta.deleteArrayItem(namespace, name, k);
      }
    }
    insert(meta, 1, new Item(DEFAULT, text));
    insert(meta, 2, new Item(language, text));
  }

  /** What is no array of alternatives becomes one. */
  private void makeAlternatives(XMPMeta meta) throws XMPException {
    List<Item> items = items(meta);
    meta.deleteProperty(namespace, name);
    meta.setProperty(namespace, name, null, new PropertyOptions().setArrayAltText(true));
    for (int k = 0; k < items.size(); k++) {
      insert(meta, k + 1, items.get(k));
    }
  }

  private void insert(XMPMeta meta, int index, Item item) throws XMPException {
    meta.insertArrayItem(namespace, name, index, item.text);
    meta.setQualifier(namespace, path(index), XMPConst.NS_XML, "lang", item.language);
  }

  private String path(int index) throws XMPException {
    return XMPPathFactory.composeArrayItemPath(name, index);
  }

  private List<Item> items(XMPMeta meta) throws XMPException {
    XMPProperty property = meta.getProperty(namespace, name);
    List<Item> items = new ArrayList<>();
    if (property == null) {
      return items;
    }
    if (!property.getOptions().isArray()) {
      items.add(item(property, meta.getQualifier(namespace, name, XMPConst.NS_XML, "lang")));
      return items;
    }
    for (int k = 1; k <= meta.countArrayItems(namespace, name); k++) {
      items.add(
          item(
              meta.getArrayItem(namespace, name, k),
              meta.getQualifier(namespace, path(k), XMPConst.NS_XML, "lang")));
    }
    return items;
  }

  private static Item item(XMPProperty text, XMPProperty language) {
    return new Item(
        language == null ? DEFAULT : language.getValue(),
        text.getValue() == null ? "" : text.getValue());
  }
}
