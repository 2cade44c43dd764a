package dev.webhooks.war.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.webhooks.ejb.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IfMatchTest {

  private static Long expected(String... lines) {
    return IfMatch.expected(List.of(lines), 1, 7);
  }

  @Test
  void without_one_or_with_a_star_any_version_will_do() {
    assertThat(expected()).isNull();
    assertThat(expected("*")).isNull();
  }

  @Test
  void the_stored_version_may_be_in_any_line_of_the_header() {
    assertThat(expected("\"7\"")).isEqualTo(7);
    assertThat(expected("\"5\", \"7\"")).isEqualTo(7);
    assertThat(expected("\"5\"", "\"6\", \"7\"")).isEqualTo(7);
  }

  @Test
  void a_tag_that_a_proxy_made_weak_still_names_its_version() {
    assertThat(expected("W/\"7\"")).isEqualTo(7);
    assertThat(expected("W/\"5\", W/\"7\"")).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"\"6\"", "W/\"6\"", "w/\"7\"", "7", "W/7", "``"})
  void another_version_is_stale(String line) {
    assertThatThrownBy(() -> expected(line)).isInstanceOf(Refusal.StaleVersion.class);
  }
}
