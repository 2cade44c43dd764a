package dev.webhooks.core.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;

/** The one way JSON is read here: UTF-8 only, no repeated key, bounded depth. */
final class Json {
  /** How many objects and arrays may be open at once. */
  static final int MAX_DEPTH = 64;

  static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          // Producers choose the keys: they must not fill the JVM's table of strings.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // Byte offsets exist for UTF-8 only.
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          // Characters beyond the first plane are written as themselves, like all others.
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private Json() {}
}
