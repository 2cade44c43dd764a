package dev.webhooks.war.security;

import dev.webhooks.war.json.Texts;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Reads claims, which servers hand out as JSON values or as Java values. Pure. */
final class Claims {
  private static final int MAX_TENANT = 255;
  private static final Duration LEEWAY = Duration.ofMinutes(1);

  private final JsonWebToken token;

  Claims(JsonWebToken token) {
    this.token = token;
  }

  /**
   * Who the token speaks of; empty when it names no tenant or nobody.
   *
   * @param tenantClaim the claim that names the tenant
   */
  Optional<Identity> identity(String tenantClaim) {
    Optional<String> tenant = text(tenantClaim).filter(Claims::isShort);
    Optional<String> client =
        text("client_id").or(() -> text("azp")).or(() -> Optional.ofNullable(token.getSubject()));
    if (tenant.isEmpty() || client.isEmpty()) {
      return Optional.empty();
    }
    boolean isService = token.getClaim("permissions") == null;
    return Optional.of(
        new Identity(tenant.get(), client.get(), words("scope"), words("permissions"), isService));
  }

  /**
   * Whether the token counts already (RFC 7519, section 4.1.5); not every server looks.
   *
   * @param now by a clock that may be a minute behind the issuer's
   */
  boolean countsAt(Instant now) {
    try {
      Object start = token.<Object>getClaim("nbf");
      return start == null
          || secondsOf(start).stream().anyMatch(s -> s <= now.plus(LEEWAY).getEpochSecond());
    } catch (ClassCastException e) {
      return false; // Payara's way to say that it is no number
    }
  }

  private static OptionalLong secondsOf(Object time) {
    if (time instanceof JsonNumber number) {
      return OptionalLong.of(number.longValue());
    }
    return time instanceof Number number
        ? OptionalLong.of(number.longValue())
        : OptionalLong.empty();
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(textOf(token.<Object>getClaim(name)))
        .filter(text -> !text.isBlank() && Texts.refusalOf(text).isEmpty());
  }

  private static boolean isShort(String tenant) {
    return tenant.codePointCount(0, tenant.length()) <= MAX_TENANT;
  }

  private Set<String> words(String name) {
    Object value = token.<Object>getClaim(name);
    Stream<?> parts =
        value instanceof Collection<?> several
            ? several.stream()
            : Arrays.stream(Objects.requireNonNullElse(textOf(value), "").split(" "));
    Set<String> words = new LinkedHashSet<>();
    parts.map(Claims::textOf).filter(word -> word != null && !word.isEmpty()).forEach(words::add);
    return words;
  }

  /** Numbers too: some issuers number their companies. */
  private static @Nullable String textOf(@Nullable Object value) {
    if (value instanceof JsonString text) {
      return text.getString();
    }
    return value instanceof String || value instanceof Number || value instanceof JsonNumber
        ? value.toString()
        : null;
  }
}
