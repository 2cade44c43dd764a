package dev.webhooks.ejb.endpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tenant's labels, stored as a JSON object of strings; null when empty. */
@Converter
public class LabelsConverter implements AttributeConverter<Map<String, String>, String> {
  /** What could be written must be readable: one row that is not would stop all others. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  @Override
  public @Nullable String convertToDatabaseColumn(@Nullable Map<String, String> labels) {
    return labels == null || labels.isEmpty() ? null : write(labels);
  }

  @Override
  public Map<String, String> convertToEntityAttribute(@Nullable String column) {
    return column == null ? Map.of() : read(column);
  }

  private static String write(Map<String, String> labels) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, String> label : labels.entrySet()) {
        json.writeStringField(label.getKey(), label.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static Map<String, String> read(String column) {
    Map<String, String> labels = new LinkedHashMap<>();
    try (JsonParser json = JSON.createParser(column)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        labels.put(json.currentName(), json.nextTextValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return labels;
  }
}
