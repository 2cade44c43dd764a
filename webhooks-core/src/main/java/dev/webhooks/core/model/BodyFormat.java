package dev.webhooks.core.model;

/** The form a body is sent in. The code is what stores keep; it never changes. */
public enum BodyFormat {
  /** The JSON as it is. */
  JSON(0),
  /** One part of a {@code multipart/form-data} per key. */
  MULTIPART(1),
  /** One pair of an {@code application/x-www-form-urlencoded} per key. */
  URLENCODED(2);

  private final int code;

  BodyFormat(int code) {
    this.code = code;
  }

  /** The number stores keep. */
  public int code() {
    return code;
  }

  /**
   * The format of a stored number.
   *
   * @throws IllegalArgumentException if no format has it
   */
  public static BodyFormat ofCode(int code) {
    return switch (code) {
      case 0 -> JSON;
      case 1 -> MULTIPART;
      case 2 -> URLENCODED;
      default -> throw new IllegalArgumentException("no body format has the code " + code);
    };
  }
}
