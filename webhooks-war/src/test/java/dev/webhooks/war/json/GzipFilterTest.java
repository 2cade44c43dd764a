package dev.webhooks.war.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GzipFilterTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      delimiter = '|',
      value = {
        "none                  | false",
        "''                    | false",
        "gzip                  | true",
        "deflate, GZIP ;q=0.5  | true",
        "br, gzip; q=1.0       | true",
        "gzip;q=0              | false",
        "gzip;q=0.000          | false",
        "x-gzip, identity      | false"
      })
  void only_who_lists_gzip_gets_it(String acceptEncoding, boolean taken) {
    assertThat(GzipFilter.takesGzip(acceptEncoding)).isEqualTo(taken);
  }
}
