package dev.webhooks.core.headers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CompactHeadersTest {
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
            Arbitraries.of("evt_1", "a: b", "", "application/json", "refund.failed"),
            Arbitraries.strings().numeric().ofMinLength(4).ofMaxLength(11),
            Arbitraries.strings()
                .withChars("01234567489ABCDEFGHJKMNPQRSTVWXYZIab")
                .ofLength(26)
                .map(text -> "evt_" + text),
            Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(20));
    return Combinators.combine(names, values).as(Header::new).list().ofMaxSize(40);
  }

  private static byte[] write(List<Header> headers) {
    return CompactHeaders.of(headers).bytes();
  }

  private static List<Header> read(byte[] bytes) {
    return CompactHeaders.read(bytes);
  }

  @Property(tries = 500)
  void what_was_written_is_read_again(@ForAll("headers") List<Header> headers) {
    assertThat(read(write(headers))).isEqualTo(headers);
  }

  @Test
  void usual_names_and_repeated_values_take_little_room() {
    var headers =
        List.of(
            new Header("X-Webhook-Event-Id", "evt_01HQKZ7N3BXYZ0123456789ABC"),
            new Header("X-Webhook-Event-Type", "payment.succeeded"),
            new Header("webhook-id", "evt_01HQKZ7N3BXYZ0123456789ABC"));

    assertThat(write(headers)).hasSize(1 + 1 + 16 + 2 + 1 + 2);
    assertThat(read(write(headers))).isEqualTo(headers);
  }

  @Test
  void digests_are_kept_in_binary_and_read_in_the_same_spelling() {
    var hex = "sha256=" + "0aff".repeat(16);
    var base64 = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    var headers =
        List.of(
            new Header("X-Webhook-Signature", hex),
            new Header("X-Webhook-Signature", hex.toUpperCase(Locale.ROOT)),
            new Header("X-Webhook-Signature", "sha256=" + "zz".repeat(32)),
            new Header("webhook-signature", base64),
            new Header("webhook-signature", base64.replace("OE=", "OF=")));

    assertThat(read(write(headers))).isEqualTo(headers);
    assertThat(write(headers.subList(0, 1))).hasSize(2 + 32);
    assertThat(write(headers.subList(3, 4))).hasSize(2 + 32);
  }

  @Test
  void event_ids_are_kept_in_binary_and_read_in_the_same_spelling() {
    var id = "evt_01HQKZ7N3BXYZ0123456789ABC";
    var headers =
        List.of(
            new Header("webhook-id", id),
            new Header("webhook-id", id.toLowerCase(Locale.ROOT)),
            new Header("webhook-id", id.replace('1', 'L')),
            new Header("webhook-id", id.replace("evt_0", "evt_8")),
            new Header("webhook-id", "evt_7" + "Z".repeat(25)));

    assertThat(read(write(headers))).isEqualTo(headers);
    assertThat(write(headers.subList(0, 1))).hasSize(2 + 16);
  }

  @Test
  void numbers_are_kept_in_binary_and_read_in_the_same_spelling() {
    var headers =
        List.of(
            new Header("webhook-timestamp", "1764230400"),
            new Header("webhook-timestamp", "4294967295"),
            new Header("webhook-timestamp", "4294967296"),
            new Header("content-length", "0012345"),
            new Header("content-length", "1234"),
            new Header("content-length", "-12345"),
            new Header("content-length", "12345678901"));

    assertThat(read(write(headers))).isEqualTo(headers);
    assertThat(write(headers.subList(0, 1))).hasSize(2 + 4);
  }

  @Test
  void long_values_are_kept_whole() {
    var headers = List.of(new Header("x", "1".repeat(64)), new Header("y", "2".repeat(3000)));

    assertThat(read(write(headers))).isEqualTo(headers);
  }

  @Test
  void whatever_a_hostile_receiver_sends_is_read_again() {
    var hostile = List.of(new Header("x\u0000\u000ey", "a\u007fb\nc\u00e4"), new Header("", ""));

    assertThat(read(write(hostile))).isEqualTo(hostile);
    assertThat(read(write(List.of(new Header("x", "\u4e16")))))
        .containsExactly(new Header("x", "?"));
  }

  @Test
  void headers_beyond_the_limit_are_left_out() {
    var headers =
        List.of(
            new Header("a", "1".repeat(2_000)),
            new Header("b", "2".repeat(2_000)),
            new Header("c", "3".repeat(100)),
            new Header("d", "4"));

    assertThat(read(write(headers))).isEqualTo(headers.subList(0, 2));
  }

  @Test
  void what_is_compact_stays_the_same_and_knows_nothing_of_later_changes() {
    var headers = new ArrayList<>(List.of(new Header("a", "1")));
    var compact = CompactHeaders.of(headers);
    headers.clear();

    assertThat(CompactHeaders.of(compact)).isSameAs(compact);
    assertThat(compact).containsExactly(new Header("a", "1"));
  }
}
