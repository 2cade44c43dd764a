package dev.webhooks.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.AttemptResult.Failure;
import dev.webhooks.core.model.ErrorClass;
import dev.webhooks.core.spi.HttpExchange;
import dev.webhooks.core.target.Cidr;
import dev.webhooks.core.target.TargetPolicy;
import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ScriptedReceiver;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The address that is dialled is the one that was checked. */
class PinnedAddressTest extends TransportTestBase {
  private final ScriptedReceiver receiver =
      ScriptedReceiver.builder().addresses(2).script(request -> Answer.ok()).start();

  @AfterEach
  void closeReceiver() {
    receiver.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "[::1]",
        "2130706433",
        "10.0.0.1",
        "169.254.169.254",
        "[::ffff:127.0.0.1]"
      })
  void a_forbidden_literal_is_not_called(String host) {
    transport(options -> options, HostResolver.SYSTEM, new TargetPolicy());

    HttpExchange exchange = exchange(URI.create("http://" + host + ":" + receiver.port() + "/"));

    assertThat(failure(exchange).error()).isIn(ErrorClass.BLOCKED_ADDRESS, ErrorClass.DNS_ERROR);
    assertThat(exchange.address()).isNull();
    assertThat(receiver.connectionCount()).isZero();
  }

  @Test
  void a_name_with_only_forbidden_addresses_is_not_called() {
    transport(options -> options, host -> addresses("10.0.0.1", "192.168.1.1"), new TargetPolicy());

    assertThat(failure(receiver.url("rebind.example", "/")).error())
        .isEqualTo(ErrorClass.BLOCKED_ADDRESS);
  }

  @Test
  void plain_http_is_only_called_where_the_policy_allows_it() {
    var httpsOnly = new TargetPolicy().withAllowed(List.of(Cidr.parse("127.0.0.0/8")));
    transport(options -> options, HostResolver.SYSTEM, httpsOnly);

    Failure failure = failure(receiver.url("/"));

    assertThat(failure.error()).isEqualTo(ErrorClass.BLOCKED_ADDRESS);
    assertThat(failure.detail()).contains("https");
    assertThat(receiver.connectionCount()).isZero();
  }

  @Test
  void of_several_addresses_only_permitted_ones_are_dialled() {
    transport(options -> options, host -> addresses("10.0.0.1", "127.0.0.2"));

    HttpExchange exchange = exchange(receiver.url("mixed.example", "/"));

    assertThat(response(exchange).status()).isEqualTo(200);
    assertThat(exchange.address()).isEqualTo("127.0.0.2");
  }

  @Test
  void the_next_address_is_dialled_when_the_first_refuses() {
    transport(options -> options, host -> addresses("127.0.0.77", "127.0.0.2"));

    assertThat(exchange(receiver.url("two.example", "/")).address()).isEqualTo("127.0.0.2");
  }

  @Test
  void a_name_that_changes_its_mind_is_checked_at_every_connection() {
    AtomicInteger lookUps = new AtomicInteger();
    transport(
        options -> options.addressLifetime(Duration.ZERO),
        host -> addresses(lookUps.getAndIncrement() == 0 ? "127.0.0.1" : "169.254.169.254"));
    receiver.script(request -> Answer.ok().thenClose());

    assertThat(response(receiver.url("rebind.example", "/")).status()).isEqualTo(200);
    receiver.awaitOpenConnections(0);

    assertThat(failure(receiver.url("rebind.example", "/")).error())
        .isEqualTo(ErrorClass.BLOCKED_ADDRESS);
    assertThat(lookUps).hasValue(2);
  }

  @Test
  void the_address_is_the_one_that_was_checked_and_not_looked_up_again() {
    AtomicInteger lookUps = new AtomicInteger();
    transport(
        options -> options,
        host -> addresses(lookUps.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2"));
    receiver.script(request -> Answer.ok().thenClose());

    assertThat(exchange(receiver.url("pinned.example", "/")).address()).isEqualTo("127.0.0.1");
    assertThat(exchange(receiver.url("pinned.example", "/")).address()).isEqualTo("127.0.0.1");
    assertThat(lookUps).hasValue(1);
  }

  @Test
  void a_call_over_a_kept_alive_connection_needs_no_look_up() {
    AtomicInteger lookUps = new AtomicInteger();
    transport(
        options -> options.addressLifetime(Duration.ZERO),
        host -> {
          lookUps.incrementAndGet();
          return addresses("127.0.0.1");
        });

    response(receiver.url("kept.example", "/"));
    reusing(receiver.url("kept.example", "/"));
    int before = lookUps.get();
    HttpExchange again = exchange(receiver.url("kept.example", "/"));

    assertThat(lookUps).hasValue(before);
    assertThat(again.address()).isEqualTo("127.0.0.1");
  }

  private static List<InetAddress> addresses(String... literals) throws UnknownHostException {
    List<InetAddress> addresses = new ArrayList<>();
    for (String literal : literals) {
      addresses.add(InetAddress.getByName(literal));
    }
    return addresses;
  }
}
