package dev.webhooks.war.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {
  private static final byte[] REFUSAL =
      """
      {"status":"error","error":"validation_error","message":"Input data validation error",\
      "errors":{"type":["is required"]}},\
      """
          .getBytes(UTF_8);

  private static Spool filled(int refusals) throws IOException {
    Spool spool = new Spool();
    for (int i = 0; i < refusals; i++) {
      spool.write(REFUSAL);
    }
    return spool;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100_000})
  void what_was_written_comes_out_whether_it_fits_into_memory_or_not(int refusals)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    filled(refusals).drainTo(out);

    assertThat(out.toString(UTF_8)).isEqualTo(new String(REFUSAL, UTF_8).repeat(refusals));
  }

  @Test
  void refusals_take_less_room_than_the_lines_they_answer() throws IOException {
    int lines = 1_000_000;
    try (Spool spool = filled(lines)) {
      assertThat(spool.size()).isLessThan(lines * (long) "1\n".length());
    }
  }
}
