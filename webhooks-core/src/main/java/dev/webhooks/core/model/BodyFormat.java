package dev.webhooks.core.model;

/** The form a body is sent in. The code is what stores keep; it never changes. */
public enum BodyFormat {
  JSON(0),
  MULTIPART(1),
  URLENCODED(2);

  private final int code;

  BodyFormat(int code) {
    this.code = code;
  }

  /** The number stores keep. */
  public int code() {
    return code;
  }

  /** The format of a stored number. */
  public static BodyFormat ofCode(int code) {
    return values()[code];
  }
}
