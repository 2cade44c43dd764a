package dev.webhooks.ejb.endpoint;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list of texts without line breaks, stored one per line; null when empty. */
@Converter
public class LinesConverter implements AttributeConverter<List<String>, String> {
  @Override
  public @Nullable String convertToDatabaseColumn(@Nullable List<String> lines) {
    return lines == null || lines.isEmpty() ? null : String.join("\n", lines);
  }

  @Override
  public List<String> convertToEntityAttribute(@Nullable String column) {
    return column == null ? List.of() : List.of(column.split("\n", -1));
  }
}
