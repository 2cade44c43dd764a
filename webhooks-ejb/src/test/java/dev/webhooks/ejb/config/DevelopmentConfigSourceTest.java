package dev.webhooks.ejb.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevelopmentConfigSourceTest {
  private static final String SWITCH = "webhooks.dev";
  private static final String DIRECTORY = "webhooks.data.dir";
  private static final String KEY = "mp.jwt.verify.publickey";

  @TempDir private Path directory;

  @BeforeEach
  void configure() {
    System.setProperty(DIRECTORY, directory.toString());
  }

  @AfterEach
  void clear() {
    System.clearProperty(SWITCH);
    System.clearProperty(DIRECTORY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "TRUE", "1", "yes", "on", " true "})
  void whatever_switches_development_mode_on_brings_the_key_of_its_tokens(String value) {
    System.setProperty(SWITCH, value);

    assertThat(new DevelopmentConfigSource().getValue(KEY)).contains("PUBLIC KEY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "0", "off", "", "perhaps"})
  void otherwise_there_is_no_such_key(String value) {
    System.setProperty(SWITCH, value);

    assertThat(new DevelopmentConfigSource().getPropertyNames()).isEmpty();
  }
}
