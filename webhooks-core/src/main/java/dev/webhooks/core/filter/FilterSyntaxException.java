package dev.webhooks.core.filter;

/** A filter that cannot be understood. The message is for its author and says where and what. */
public final class FilterSyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  FilterSyntaxException(String where, String what) {
    super(where.isEmpty() ? what : where + ": " + what);
  }
}
