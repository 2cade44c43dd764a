package dev.webhooks.war.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  @Test
  void a_body_that_breaks_off_is_the_clients_fault() {
    LineReader lines =
        new LineReader(
            new SequenceInputStream(
                new ByteArrayInputStream("one\ntwo".getBytes(UTF_8)), new BrokenOff()),
            100);

    assertThat(lines.next().bytes()).isEqualTo(ByteBuffer.wrap("one".getBytes(UTF_8)));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(lines::next)
        .satisfies(
            refusal ->
                assertThat(refusal.errors())
                    .isEqualTo(Map.of("body", List.of("did not arrive to its end"))));
  }

  private static final class BrokenOff extends InputStream {
    @Override
    public int read() throws IOException {
      throw new EOFException();
    }
  }
}
