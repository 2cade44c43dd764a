package dev.webhooks.core.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.AttemptResult;
import dev.webhooks.core.model.DeliveryAttempt;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.model.Header;
import dev.webhooks.core.model.Timings;
import dev.webhooks.core.model.Trigger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ExchangeBytesTest {
  private static final Instant START = Instant.parse("2026-11-22T05:00:00.123456Z");
  private static final List<Header> SENT = List.of(new Header("webhook-id", "evt_1"));

  @Provide
  Arbitrary<DeliveryAttempt> attempts() {
    var micros = Arbitraries.longs().between(0, 40_000_000);
    var timings = Combinators.combine(micros, micros, micros, micros, micros).as(Timings::new);
    var errors = Arbitraries.of(ErrorClass.class);
    var texts = Arbitraries.strings().ofMaxLength(20);
    var bodies = Arbitraries.bytes().array(byte[].class).ofMaxSize(30);
    Arbitrary<AttemptResult> answers =
        Combinators.combine(
                Arbitraries.integers().between(0, 999), bodies, Arbitraries.of(true, false))
            .as((status, body, cut) -> new AttemptResult.Response(status, SENT, body, cut));
    Arbitrary<AttemptResult> failures =
        Combinators.combine(errors, texts.filter(text -> !text.contains("\0") && isText(text)))
            .as(AttemptResult.Failure::new);
    return Combinators.combine(
            Arbitraries.of(Trigger.class),
            timings,
            Arbitraries.of("203.0.113.9", "2001:db8::1").injectNull(0.2),
            Arbitraries.oneOf(answers, failures),
            errors.injectNull(0.5))
        .as(
            (trigger, spent, address, result, error) ->
                new DeliveryAttempt(
                    3,
                    trigger,
                    START,
                    spent,
                    address,
                    SENT,
                    result,
                    result instanceof AttemptResult.Failure failure ? failure.error() : error));
  }

  private static boolean isText(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  @Property(tries = 500)
  void what_was_written_is_read_again(@ForAll("attempts") DeliveryAttempt attempt) {
    var read =
        ExchangeBytes.read(3, START, attempt.timings().total(), ExchangeBytes.write(attempt));

    assertThat(read).usingRecursiveComparison().isEqualTo(attempt);
  }

  @Test
  void bodies_and_texts_are_cut_to_what_the_log_keeps() {
    var answer = new AttemptResult.Response(200, SENT, new byte[5000], true);
    var failure = new AttemptResult.Failure(ErrorClass.TIMEOUT, "x".repeat(600));

    var answered = ExchangeBytes.read(1, START, 0, ExchangeBytes.write(attempt(answer, null)));
    var failed =
        ExchangeBytes.read(1, START, 0, ExchangeBytes.write(attempt(failure, ErrorClass.TIMEOUT)));

    assertThat(((AttemptResult.Response) answered.result()).body()).hasSize(4096);
    assertThat(((AttemptResult.Failure) failed.result()).detail()).hasSize(500);
  }

  private static DeliveryAttempt attempt(AttemptResult result, ErrorClass error) {
    return new DeliveryAttempt(
        1, Trigger.AUTOMATIC, START, Timings.NONE, "203.0.113.9", SENT, result, error);
  }
}
