package dev.webhooks.ejb.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.ejb.endpoint.SecretKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentSecretsTest {
  @TempDir Path directory;

  @Test
  void the_key_is_made_once() {
    var first = DevelopmentSecrets.loadOrCreate(directory.resolve("new"));
    assertThat(DevelopmentSecrets.loadOrCreate(directory.resolve("new"))).isEqualTo(first);
  }

  @Test
  void all_who_come_at_once_get_the_same_key() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int i = 0; i < 50; i++) {
        Path fresh = directory.resolve("new-" + i);
        Callable<SecretKeys> call = () -> DevelopmentSecrets.loadOrCreate(fresh);
        var keys = threads.invokeAll(List.of(call, call, call, call));
        for (var key : keys) {
          assertThat(key.get()).isEqualTo(DevelopmentSecrets.loadOrCreate(fresh));
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
