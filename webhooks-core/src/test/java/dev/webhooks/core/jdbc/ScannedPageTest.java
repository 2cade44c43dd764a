package dev.webhooks.core.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScannedPageTest {

  private static ScannedPage.Row<String> wanted(long position) {
    return new ScannedPage.Row<>("row " + position, position, true, false);
  }

  private static ScannedPage.Row<String> last(long position, boolean isWanted) {
    return new ScannedPage.Row<>("row " + position, position, isWanted, true);
  }

  @Test
  void a_full_page_goes_on_behind_its_last_item() {
    assertThat(ScannedPage.of(List.of(wanted(9), wanted(7), wanted(5)), 2))
        .isEqualTo(new ScannedPage<>(List.of("row 9", "row 7"), 7L));
  }

  @Test
  void the_end_of_the_log_has_no_cursor() {
    assertThat(ScannedPage.of(List.of(wanted(9), wanted(7)), 2))
        .isEqualTo(new ScannedPage<>(List.of("row 9", "row 7"), null));
    assertThat(ScannedPage.of(List.<ScannedPage.Row<String>>of(), 2).next()).isNull();
  }

  @Test
  void a_scan_that_was_broken_off_goes_on_behind_the_row_it_saw_last() {
    assertThat(ScannedPage.of(List.of(wanted(9), last(4, false)), 2))
        .isEqualTo(new ScannedPage<>(List.of("row 9"), 4L));
    assertThat(ScannedPage.of(List.of(wanted(9), last(4, true)), 2))
        .isEqualTo(new ScannedPage<>(List.of("row 9", "row 4"), 4L));
  }

  @Test
  void what_other_scans_saw_behind_it_waits_for_the_next_page() {
    assertThat(ScannedPage.of(List.of(last(8, false), wanted(7), last(2, false)), 5))
        .isEqualTo(new ScannedPage<>(List.<String>of(), 8L));
  }

  @Test
  void a_row_that_no_longer_fits_on_the_page_leaves_it_to_the_next() {
    assertThat(ScannedPage.of(List.of(wanted(9), wanted(7), last(5, true)), 2))
        .isEqualTo(new ScannedPage<>(List.of("row 9", "row 7"), 7L));
  }
}
