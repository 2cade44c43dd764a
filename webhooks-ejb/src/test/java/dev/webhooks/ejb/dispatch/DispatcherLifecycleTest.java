package dev.webhooks.ejb.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DispatcherLifecycleTest {

  @Test
  void why_a_node_cannot_start_is_what_the_database_says() {
    var refused =
        new SQLException("Connection to db:5432 refused", new ConnectException("refused"));
    assertThat(DispatcherLifecycle.reason(new IllegalStateException("wrapped", refused)))
        .isEqualTo("Connection to db:5432 refused");
  }

  @Test
  void or_else_the_innermost_message() {
    var cause = new IllegalArgumentException("add prepareThreshold=0");
    assertThat(DispatcherLifecycle.reason(new IllegalStateException("wrapped", cause)))
        .isEqualTo("add prepareThreshold=0");
  }
}
