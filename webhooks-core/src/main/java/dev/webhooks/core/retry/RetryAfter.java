package dev.webhooks.core.retry;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The {@code Retry-After} header: a number of seconds or a date (RFC 9110, sections 10.2.3 and
 * 5.6.7).
 */
public final class RetryAfter {
  private static final Pattern SECONDS = Pattern.compile("[0-9]+");
  private static final int MAX_DIGITS = 9;
  private static final int MAX_DATE_LENGTH = 40;

  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH);
  private static final DateTimeFormatter ASCTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH);

  private RetryAfter() {}

  /**
   * How long the receiver asks to be left alone.
   *
   * @param header the header's value
   * @param now when the answer arrived; dates are measured from it
   * @return zero for a date that has passed; empty for anything that is neither seconds nor a date
   */
  public static Optional<Duration> parse(String header, Instant now) {
    String value = header.strip();
    if (SECONDS.matcher(value).matches()) {
      return Optional.of(seconds(value));
    }
    return parseDate(value, now)
        .map(date -> Duration.between(now, date))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
  }

  private static Duration seconds(String digits) {
    return Duration.ofSeconds(
        digits.length() > MAX_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(digits));
  }

  private static Optional<Instant> parseDate(String value, Instant now) {
    if (value.length() > MAX_DATE_LENGTH) {
      return Optional.empty();
    }
    for (DateTimeFormatter form : List.of(IMF_FIXDATE, rfc850(now), ASCTIME)) {
      try {
        return Optional.of(LocalDateTime.parse(value, form).toInstant(ZoneOffset.UTC));
      } catch (DateTimeException e) {
        // Perhaps another of the three forms.
      }
    }
    return Optional.empty();
  }

  /** The obsolete form with a two-digit year, which never lies more than 50 years ahead. */
  private static DateTimeFormatter rfc850(Instant now) {
    int earliest = now.atOffset(ZoneOffset.UTC).getYear() - 49;
    return new DateTimeFormatterBuilder()
        .appendPattern("EEEE, dd-MMM-")
        .appendValueReduced(ChronoField.YEAR, 2, 2, earliest)
        .appendPattern(" HH:mm:ss 'GMT'")
        .toFormatter(Locale.ENGLISH);
  }
}
