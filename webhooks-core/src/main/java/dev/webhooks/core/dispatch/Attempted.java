package dev.webhooks.core.dispatch;

import dev.webhooks.core.headers.CompactHeaders;
import dev.webhooks.core.model.AttemptResult;
import dev.webhooks.core.model.AttemptResult.Response;
import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.model.Trigger;
import dev.webhooks.core.spi.HttpExchange;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One attempt that was made: its last exchange, and its headers as the log may show them. */
record Attempted(Instant startedAt, CompactHeaders loggedHeaders, HttpExchange exchange) {
  private static final int LOGGED_BODY = 4 << 10;

  /** As the log keeps it. */
  DeliveryAttempt logged(int number, Trigger trigger, @Nullable ErrorClass error) {
    return new DeliveryAttempt(
        number,
        trigger,
        startedAt,
        exchange.timings(),
        exchange.address(),
        loggedHeaders,
        cut(exchange.result()),
        error);
  }

  private static AttemptResult cut(AttemptResult result) {
    return result instanceof Response response && response.body().length > LOGGED_BODY
        ? new Response(
            response.status(),
            response.headers(),
            Arrays.copyOf(response.body(), LOGGED_BODY),
            true)
        : result;
  }
}
