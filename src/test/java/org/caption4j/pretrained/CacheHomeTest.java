package org.caption4j.pretrained;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheHomeTest {
  private static final Path USER = Path.of("/home/anna");

  private static Path home(Map<String, String> environment, String os) {
    return CacheHome.of(environment, os, USER).folder();
  }

  @Test
  void isWhatTheUserSays() {
    Map<String, String> environment = Map.of("CAPTION4J_HOME", "/big", "XDG_CACHE_HOME", "/x");
    assertThat(home(environment, "Linux")).isEqualTo(Path.of("/big"));
    assertThat(home(environment, "Mac OS X")).isEqualTo(Path.of("/big"));
  }

  @Test
  void isWhereThePlatformKeepsCaches() {
    assertThat(home(Map.of(), "Linux")).isEqualTo(USER.resolve(".cache/caption4j"));
    assertThat(home(Map.of("XDG_CACHE_HOME", "/x"), "FreeBSD")).isEqualTo(Path.of("/x/caption4j"));
    assertThat(home(Map.of("XDG_CACHE_HOME", "not/absolute", "CAPTION4J_HOME", " "), "Linux"))
        .isEqualTo(USER.resolve(".cache/caption4j"));
    assertThat(home(Map.of("XDG_CACHE_HOME", "/x"), "Mac OS X"))
        .isEqualTo(USER.resolve("Library/Caches/caption4j"));
    assertThat(home(Map.of("LOCALAPPDATA", "/local"), "Windows 11"))
        .isEqualTo(Path.of("/local/caption4j/cache"));
    assertThat(home(Map.of(), "Windows 11"))
        .isEqualTo(USER.resolve("AppData/Local/caption4j/cache"));
  }
}
