package dev.webhooks.it.support;

import static org.assertj.core.api.Assertions.assertThat;

/** What every refusal looks like, whoever makes it. */
public final class Envelope {

  private Envelope() {}

  /** Fails unless it is the contract's error envelope with this code, and tells nothing more. */
  public static void require(Reply reply, String error) {
    assertThat(reply.json().getString("status")).isEqualTo("error");
    assertThat(reply.error()).isEqualTo(error);
    assertThat(reply.json().getString("message")).isNotBlank();
    assertThat(reply.body()).doesNotContain("Exception").doesNotContain("dev.webhooks");
    assertThat(reply.findHeader("Content-Type").orElseThrow()).startsWith("application/json");
    assertThat(reply.findHeader("X-Request-Id")).isPresent();
    assertThat(reply.findHeader("Cache-Control")).contains("no-store");
  }
}
