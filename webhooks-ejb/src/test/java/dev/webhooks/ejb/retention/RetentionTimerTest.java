package dev.webhooks.ejb.retention;

import static org.assertj.core.api.Assertions.assertThatCode;

import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class RetentionTimerTest {

  /** Servers end timers whose method fails twice in a row. */
  @Test
  void a_look_that_ends_in_an_error_does_not_fail() {
    EntityManager database =
        (EntityManager)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {EntityManager.class},
                (proxy, method, arguments) -> {
                  throw new StackOverflowError("a test's");
                });
    RetentionTimer timer =
        new RetentionTimer(null, null, null, null, null, new ClusterTurn(database), null);

    assertThatCode(timer::look).doesNotThrowAnyException();
  }
}
