package org.caption4j.page;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.caption4j.FileKind;

/**
 * A kind of HTML page that needs no other file: a template and a script of its own, and the style
 * and the cards that all kinds share. Its policy forbids it every request, and every script and
 * style but these.
 *
 * <p>The template says where they go, in the slots {@code policy}, {@code style}, {@code cards} and
 * {@code script}.
 */
public final class Page {
  /** What pages of caption4j are known by: their generator or, in earlier versions, the policy. */
  public static final FileKind KIND =
      new FileKind(
          "a page of caption4j",
          Pattern.compile(
              "(?s)<!DOCTYPE html>.{0,200}(<meta name=\"generator\" content=\"caption4j\">"
                  + "|content=\"default-src 'none'; img-src data:; style-src 'sha256-)"));

  private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);

  private final Template template;
  private final Map<String, Part> common;

  private Page(Template template, Resource script) throws IOException {
    Resource style = Resource.of(Page.class, "page.css");
    Resource cards = Resource.of(Page.class, "cards.js");
    String policy =
        "default-src 'none'; img-src data:; style-src %s; script-src %s %s; base-uri 'none'; form-action 'none'"
            .formatted(style.policyHash(), cards.policyHash(), script.policyHash());
    this.template = template;
    this.common =
        Map.of(
            "policy", Part.markup(policy),
            "style", Part.markup(style.text()),
            "cards", Part.markup(cards.text()),
            "script", Part.markup(script.text()));
  }

  /**
   * Reads a kind of page.
   *
   * @param owner the class that the template and the script lie beside
   * @param name theirs, without {@code .html} and {@code .js}
   * @throws IOException if they cannot be read
   * @throws IllegalStateException if they are not there
   */
  public static Page of(Class<?> owner, String name) throws IOException {
    return new Page(
        new Template(Resource.of(owner, name + ".html").text()), Resource.of(owner, name + ".js"));
  }

  /**
   * Writes one page of the kind.
   *
   * @param out takes it, as UTF-8; flushed, not closed
   * @param parts by the names of the template's other slots
   * @throws IllegalArgumentException if a slot has no part
   * @throws IOException if a part cannot be had or the bytes are not taken
   */
  public void write(OutputStream out, Map<String, Part> parts) throws IOException {
    Map<String, Part> all = new HashMap<>(parts);
    all.putAll(common);
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, encoder()), 1 << 16);
    template.write(writer, all);
    writer.flush();
  }

  /** Half a surrogate pair, which UTF-8 has no bytes for, becomes what browsers show for it. */
  private static CharsetEncoder encoder() {
    return StandardCharsets.UTF_8
        .newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .replaceWith(REPLACEMENT);
  }
}
