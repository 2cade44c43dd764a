package dev.webhooks.core.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MissingNumbersTest {
  @Test
  void what_was_drawn_and_not_seen_is_missing_until_it_is_seen() {
    var first = MissingNumbers.none(10).after(15, List.of(11L, 12L, 15L));
    assertThat(first.numbers()).containsExactly(13L, 14L);

    var second = first.after(16, List.of(14L, 16L));
    assertThat(second.numbers()).containsExactly(13L);
    assertThat(second.lastNumber()).isEqualTo(16);
  }

  @Test
  void what_is_seen_beyond_the_last_number_is_seen_again_by_the_next_look() {
    var look = MissingNumbers.none(10).after(11, List.of(11L, 12L));
    assertThat(look.lastNumber()).isEqualTo(11);
    assertThat(look.numbers()).isEmpty();
  }

  @Test
  void only_so_many_are_remembered_the_newest() {
    var look = MissingNumbers.none(0).after(MissingNumbers.MOST + 500L, List.of());
    assertThat(look.numbers()).hasSize(MissingNumbers.MOST);
    assertThat(look.numbers().first()).isEqualTo(501);
  }
}
