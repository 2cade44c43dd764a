package dev.webhooks.ejb.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentSecretsTest {
  @TempDir Path directory;

  @Test
  void the_key_is_made_once() {
    var first = DevelopmentSecrets.loadOrCreate(directory.resolve("new"));
    assertThat(DevelopmentSecrets.loadOrCreate(directory.resolve("new"))).isEqualTo(first);
  }
}
