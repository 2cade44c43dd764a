package dev.webhooks.core.jdbc;

final class H2ArrivalWatch {
  static final String LAST_NUMBER =
      """
      select base_value - increment from information_schema.sequences
      where sequence_schema = 'WEBHOOKS' and sequence_name = 'EVENT_NUMBER'
      """;

  private H2ArrivalWatch() {}
}
