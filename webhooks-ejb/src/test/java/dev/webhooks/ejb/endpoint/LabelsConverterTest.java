package dev.webhooks.ejb.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelsConverterTest {
  private final LabelsConverter converter = new LabelsConverter();

  /** All endpoints are read together: one row that is not readable would stop the others. */
  @Test
  void what_was_ever_stored_is_read_back() {
    Map<String, String> labels = Map.of("k".repeat(60_000), "v".repeat(100_000), "a\nb", "\u0007");

    assertThat(converter.convertToEntityAttribute(converter.convertToDatabaseColumn(labels)))
        .isEqualTo(labels);
  }
}
