package dev.webhooks.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameResolutionTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private final List<InetAddress> loopback = List.of(InetAddress.getLoopbackAddress());
  private final AtomicInteger lookUps = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "::1", "2001:db8::1"})
  void an_address_needs_no_look_up(String literal) throws Exception {
    try (var names = new NameResolution(this::count, 2, LONG)) {
      assertThat(names.addressesOf(literal))
          .isCompletedWithValue(List.of(InetAddress.getByName(literal)));
      assertThat(lookUps).hasValue(0);
    }
  }

  @Test
  void addresses_are_remembered_for_their_lifetime() {
    try (var names = new NameResolution(this::count, 2, LONG)) {
      resolved(names.addressesOf("a.example"));
      assertThat(names.addressesOf("a.example")).isDone();
      assertThat(lookUps).hasValue(1);
    }
    try (var names = new NameResolution(this::count, 2, Duration.ZERO)) {
      resolved(names.addressesOf("a.example"));
      resolved(names.addressesOf("a.example"));
      assertThat(lookUps).hasValue(3);
    }
  }

  @Test
  void look_ups_of_one_name_at_a_time_are_one() {
    CountDownLatch held = new CountDownLatch(1);
    try (var names = new NameResolution(host -> held(held), 2, Duration.ZERO)) {
      var first = names.addressesOf("a.example");
      assertThat(names.addressesOf("a.example")).isSameAs(first);
      held.countDown();
      resolved(first);
      assertThat(lookUps).hasValue(1);
    }
  }

  @Test
  void a_name_without_addresses_fails() {
    try (var names = new NameResolution(host -> List.of(), 2, LONG)) {
      assertThatThrownBy(() -> resolved(names.addressesOf("a.example")))
          .hasCauseInstanceOf(UnknownHostException.class);
    }
  }

  @Test
  void names_that_failed_before_leave_most_threads_to_the_others() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    HostResolver resolver =
        host -> {
          if (lookUps.incrementAndGet() <= 20) {
            throw new UnknownHostException(host);
          }
          return host.startsWith("bad") ? held(held) : loopback;
        };
    try (var names = new NameResolution(resolver, 4, LONG)) {
      for (int i = 0; i < 20; i++) {
        names.addressesOf("bad" + i + ".example").exceptionally(e -> loopback).get();
      }
      awaitFailuresForgotten(names);

      assertThat(resolved(names.addressesOf("good.example"))).isEqualTo(loopback);
      held.countDown();
    }
  }

  @Test
  void an_error_ends_a_look_up_too() {
    HostResolver resolver =
        host -> {
          throw new OutOfMemoryError("no thread");
        };
    try (var names = new NameResolution(resolver, 2, LONG)) {
      assertThatThrownBy(() -> resolved(names.addressesOf("a.example")))
          .hasCauseInstanceOf(OutOfMemoryError.class);
    }
  }

  /** Asks for every bad name until each is being looked up again. */
  private static void awaitFailuresForgotten(NameResolution names) {
    for (int i = 0; i < 20; ) {
      if (names.addressesOf("bad" + i + ".example").isDone()) {
        LockSupport.parkNanos(1_000_000);
      } else {
        i++;
      }
    }
  }

  private List<InetAddress> count(String host) {
    lookUps.incrementAndGet();
    return loopback;
  }

  private List<InetAddress> held(CountDownLatch latch) {
    lookUps.incrementAndGet();
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return loopback;
  }

  private static List<InetAddress> resolved(CompletableFuture<List<InetAddress>> addresses) {
    return addresses.orTimeout(20, TimeUnit.SECONDS).join();
  }
}
