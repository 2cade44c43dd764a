package dev.webhooks.war.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptFilterTest {

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "*/*",
        "application/json",
        "application/json;q=1, */*;q=0.5",
        "text/html; q=0.125 , application/json; Q=1.000",
        "application/json;version=2;q=0;x=y",
      })
  void weights_between_0_and_1_are_fine(String accept) {
    assertThat(AcceptFilter.isMalformed(accept)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a/b;q=x", "a/b;q=", "a/b;q=2", "a/b;q=-1", "a/b;q=0.5x", "*/*, a/b; q=NaN"})
  void what_is_no_weight_is_the_callers_mistake(String accept) {
    assertThat(AcceptFilter.isMalformed(accept)).isTrue();
  }
}
