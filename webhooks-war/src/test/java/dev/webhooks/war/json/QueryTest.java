package dev.webhooks.war.json;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MultivaluedHashMap;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

  private static Query query(String name, String value) {
    return new Query(new MultivaluedHashMap<>(Map.of(name, value)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "-1", "1.5", "x", "99999999999999999999", "1 "})
  void a_limit_outside_its_bounds_is_refused(String text) {
    Query query = query("limit", text);
    assertThat(query.integer("limit", 20, 1, 100)).isEqualTo(20);
    assertThat(query.errors().has("limit")).isTrue();
  }

  @Test
  void an_empty_parameter_is_none() {
    Query query = query("limit", "");
    assertThat(query.integer("limit", 20, 1, 100)).isEqualTo(20);
    assertThat(query.text("limit")).isNull();
    assertThat(query.flag("limit")).isNull();
    assertThat(query.errors().byField()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "yes", "TRUE"})
  void anything_but_0_and_1_is_no_flag(String text) {
    Query query = query("active", text);
    assertThat(query.flag("active")).isNull();
    assertThat(query.errors().has("active")).isTrue();
  }

  @Test
  void a_text_with_nul_is_refused() {
    Query query = query("q", "a\0b");
    assertThat(query.text("q")).isNull();
    assertThat(query.errors().has("q")).isTrue();
  }

  @Test
  void times_have_a_zone_and_an_unescaped_plus_is_one() {
    assertThat(query("from", "2025-01-16T10:19:55 02:00").instant("from"))
        .isEqualTo(Instant.parse("2025-01-16T08:19:55Z"));
    for (String text : new String[] {"2025-01-16", "now", "+999999999-01-01T00:00:00Z"}) {
      Query query = query("from", text);
      assertThat(query.instant("from")).isNull();
      assertThat(query.errors().has("from")).isTrue();
    }
  }
}
