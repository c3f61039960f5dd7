package org.caption4j.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {
  @Test
  void slotsAreFilledWhereTheyStand() throws IOException {
    StringWriter out = new StringWriter();
    new Template("<p title=\"{{who}}\">{{what}}{{who}}</p>")
        .write(
            out, Map.of("who", Part.text("\"<a>\" & 'b'"), "what", Part.markup("<b>{{who}}</b>")));
    assertThat(out)
        .hasToString(
            "<p title=\"&quot;&lt;a&gt;&quot; &amp; &#39;b&#39;\"><b>{{who}}</b>&quot;&lt;a&gt;&quot; &amp; &#39;b&#39;</p>");
  }

  @Test
  void aSlotThatNothingIsForIsAMistake() {
    assertThatThrownBy(() -> new Template("a {{b}}").write(new StringWriter(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("nothing for the slot {{b}}");
  }

  @Test
  void policyHashIsThatOfTheStandard() {
    // the example in W3C's Content Security Policy Level 3, section 8.3
    assertThat(new Resource("alert('Hello, world.');").policyHash())
        .isEqualTo("'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='");
  }
}
