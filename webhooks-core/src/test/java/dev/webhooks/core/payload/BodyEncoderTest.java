package dev.webhooks.core.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.webhooks.core.model.BodyFormat;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Form bodies, read back by Netty's decoder. */
class BodyEncoderTest {
  private static final byte[] PUBLISHED = TransactionBodyTest.PUBLISHED.getBytes(UTF_8);

  @Test
  void json_is_sent_as_it_is_stored() {
    EncodedBody body = BodyEncoder.encode(BodyFormat.JSON, PUBLISHED);
    assertThat(body.contentType()).isEqualTo("application/json");
    assertThat(body.bytes()).isSameAs(PUBLISHED);
  }

  @ParameterizedTest
  @EnumSource(
      value = BodyFormat.class,
      names = {"MULTIPART", "URLENCODED"})
  void a_form_has_one_field_per_key_in_order(BodyFormat format) throws Exception {
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("id", "92704");
    expected.put("gateway", "Vietcombank");
    expected.put("transactionDate", "2024-07-02 11:08:33");
    expected.put("accountNumber", "1017588888");
    expected.put("subAccount", "");
    expected.put("code", "SEVN63DC8E5C");
    expected.put("content", "SEVN63DC8E5C chuyen tien");
    expected.put("transferType", "in");
    expected.put("description", "NGUYEN VAN A chuyen tien");
    expected.put("transferAmount", "5000000");
    expected.put("accumulated", "105000000");
    expected.put("referenceCode", "FT24012345678");
    assertThat(decode(BodyEncoder.encode(format, PUBLISHED))).containsExactlyEntriesOf(expected);
  }

  @Test
  void a_multipart_body_is_laid_out_as_rfc_7578_says_without_part_content_types() {
    EncodedBody body =
        BodyEncoder.encode(BodyFormat.MULTIPART, "{\"a\":\"é\",\"b\":null}".getBytes(UTF_8));
    String boundary = body.contentType().substring("multipart/form-data; boundary=".length());
    assertThat(boundary).matches("[0-9a-f]{32}");
    assertThat(body.bytes())
        .asString(UTF_8)
        .isEqualTo(
            ("--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\né\r\n"
                    + "--B\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\n\r\n--B--\r\n")
                .replace("B", boundary));
  }

  @Test
  void an_urlencoded_body_is_what_a_browser_would_send() {
    EncodedBody body =
        BodyEncoder.encode(
            BodyFormat.URLENCODED,
            "{\"a\":\"x y&z=ữ+\",\"b\":null,\"c\":1.50,\"d\":true}".getBytes(UTF_8));
    assertThat(body.contentType()).isEqualTo("application/x-www-form-urlencoded");
    assertThat(body.bytes()).asString(UTF_8).isEqualTo("a=x+y%26z%3D%E1%BB%AF%2B&b=&c=1.50&d=true");
  }

  @Test
  void a_boundary_that_is_taken_is_replaced_by_another() {
    List<String> tried = new ArrayList<>();
    String boundary =
        BodyEncoder.boundary(
            PUBLISHED,
            candidate -> {
              tried.add(candidate);
              return tried.size() < 3;
            });
    assertThat(tried).hasSize(3).doesNotHaveDuplicates().last().isEqualTo(boundary);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[]", "", "1", "{\"a\":{}}", "{\"a\":[]}", "{\"a\":1", "{\"a\":1,\"a\":2}"})
  void what_is_no_flat_object_cannot_be_a_form(String json) {
    assertThatThrownBy(() -> BodyEncoder.encode(BodyFormat.MULTIPART, json.getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 300)
  void any_text_survives_any_form_and_every_attempt_sends_the_same(
      @ForAll("texts") String content, @ForAll BodyFormat format) throws Exception {
    byte[] json = TransactionBody.write(TransactionBodyTest.published(content, "1"));
    EncodedBody body = BodyEncoder.encode(format, json);
    EncodedBody again = BodyEncoder.encode(format, json.clone());
    assertThat(again.contentType()).isEqualTo(body.contentType());
    assertThat(again.bytes()).isEqualTo(body.bytes());
    if (format != BodyFormat.JSON) {
      assertThat(decode(body)).containsEntry("content", content).hasSize(12);
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> any =
        Arbitraries.strings()
            .filter(text -> text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF));
    return Arbitraries.oneOf(any, Arbitraries.strings().withChars("\r\n-\"%&=+; aữ"));
  }

  private static Map<String, String> decode(EncodedBody body) throws IOException {
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(body.bytes()));
    request.headers().set("Content-Type", body.contentType());
    HttpPostRequestDecoder decoder =
        new HttpPostRequestDecoder(new DefaultHttpDataFactory(false, UTF_8), request, UTF_8);
    try {
      Map<String, String> fields = new LinkedHashMap<>();
      for (InterfaceHttpData data : decoder.getBodyHttpDatas()) {
        fields.put(data.getName(), ((Attribute) data).getValue());
      }
      return fields;
    } finally {
      decoder.destroy();
      request.release();
    }
  }
}
