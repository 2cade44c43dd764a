package dev.webhooks.ejb.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EventTypeCacheTest {
  private static final String EVERYBODY = EventTypeEntity.NOBODY;

  private final List<String> reads = new ArrayList<>();
  private final Map<String, List<EventType>> stored = new TreeMap<>();
  private long now;
  private final EventTypeCache cache = new EventTypeCache(() -> now);

  private static EventType type(String name, String description) {
    return new EventType(name, description, false, false, List.of(), List.of(), Instant.EPOCH);
  }

  private Optional<String> describe(String tenant, String name) {
    return cache
        .resolve(
            tenant,
            name,
            owner -> {
              reads.add(owner);
              return stored.getOrDefault(owner, List.of());
            })
        .map(found -> found.type().description());
  }

  @Test
  void what_every_tenant_has_is_read_once_for_all() {
    stored.put(EVERYBODY, List.of(type("payment.succeeded", "ours")));

    for (String tenant : List.of("a", "b", "a", "b")) {
      assertThat(describe(tenant, "payment.succeeded")).contains("ours");
    }

    assertThat(reads).containsExactly("a", EVERYBODY, "b");
  }

  @Test
  void a_tenants_own_goes_before_one_of_every_tenant_and_is_nobody_elses() {
    stored.put(EVERYBODY, List.of(type("order.shipped", "everybody's")));
    stored.put("a", List.of(type("order.shipped", "a's")));

    assertThat(describe("a", "order.shipped")).contains("a's");
    assertThat(describe("b", "order.shipped")).contains("everybody's");
  }

  @Test
  void a_type_that_another_node_has_just_added_is_found() {
    describe("a", "order.shipped");
    stored.put("a", List.of(type("order.shipped", "new")));

    now += TenantCache.LIFE_OF_NOTHING.toNanos();

    assertThat(describe("a", "order.shipped")).contains("new");
  }

  @Test
  void names_that_do_not_exist_are_not_looked_up_each_time() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(describe("a", "none." + i)).isEmpty();
    }

    assertThat(reads).containsExactly("a", EVERYBODY);
  }

  @Test
  void a_change_made_here_counts_at_once() {
    describe("a", "order.shipped");
    stored.put("a", List.of(type("order.shipped", "new")));

    cache.forget("a");

    assertThat(describe("a", "order.shipped")).contains("new");
  }

  @Test
  void a_schema_that_cannot_be_used_any_more_refuses_what_is_of_its_type_and_nothing_else() {
    var elsewhere = new EventType.Schema(1, "{\"$ref\":\"https://example.com/a\"}", Instant.EPOCH);
    var old = new EventType("old", "", false, false, List.of(elsewhere), List.of(), Instant.EPOCH);
    stored.put("a", List.of(old, type("sound", "ours")));

    assertThat(describe("a", "sound")).contains("ours");
    PublishableType refused = cache.resolve("a", "old", stored::get).orElseThrow();
    assertThat(refused.violationsOf(new byte[] {'{', '}'}))
        .containsExactly("cannot be checked by the schema of its type");
  }
}
