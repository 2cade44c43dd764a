package dev.webhooks.core.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.Header;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HeaderTextTest {
  @Provide
  Arbitrary<List<Header>> headers() {
    var names =
        Arbitraries.oneOf(
            Arbitraries.of(
                "Content-Type", "webhook-id", "X-Webhook-Event-Id", "server", "Connection"),
            Arbitraries.strings()
                .withCharRange('!', '9')
                .ofMinLength(1)
                .ofMaxLength(9)
                .filter(name -> !name.contains(":")));
    var values =
        Arbitraries.oneOf(
            Arbitraries.of("evt_1", "a: b", "", "application/json"),
            Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(20));
    return Combinators.combine(names, values).as(Header::new).list().ofMaxSize(40);
  }

  @Property(tries = 500)
  void what_was_written_is_read_again(@ForAll("headers") List<Header> headers) {
    assertThat(HeaderText.read(HeaderText.write(headers, 1_000_000))).isEqualTo(headers);
  }

  @Test
  void usual_names_and_repeated_values_take_little_room() {
    var headers =
        List.of(
            new Header("X-Webhook-Event-Id", "evt_01HQKZ7N3BXYZ0123456789ABC"),
            new Header("webhook-id", "evt_01HQKZ7N3BXYZ0123456789ABC"));

    assertThat(HeaderText.write(headers, 4096)).hasSize(1 + 30 + 1 + 1 + 2 + 1);
  }

  @Test
  void control_characters_of_a_hostile_receiver_become_spaces() {
    var hostile = List.of(new Header("x\u0000\u000ey", "a\u007fb\nc\ud800"));

    assertThat(HeaderText.read(HeaderText.write(hostile, 4096)))
        .containsExactly(new Header("x  y", "a b c "));
  }

  @Test
  void headers_beyond_the_limit_are_left_out() {
    var headers = List.of(new Header("a", "1".repeat(20)), new Header("b", "2".repeat(20)));

    assertThat(HeaderText.read(HeaderText.write(headers, 30))).containsExactly(headers.get(0));
  }
}
