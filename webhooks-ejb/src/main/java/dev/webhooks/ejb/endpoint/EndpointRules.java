package dev.webhooks.ejb.endpoint;

import dev.webhooks.core.filter.FilterSyntaxException;
import dev.webhooks.core.filter.PayloadFilter;
import dev.webhooks.core.model.ClientIdentity;
import dev.webhooks.core.model.Header;
import dev.webhooks.core.payload.OwnershipChallenge;
import dev.webhooks.core.retry.RetrySchedule;
import dev.webhooks.core.target.HeaderPolicy;
import dev.webhooks.core.target.TargetPolicy;
import dev.webhooks.ejb.endpoint.Credentials.ApiKey;
import dev.webhooks.ejb.endpoint.Credentials.Basic;
import dev.webhooks.ejb.endpoint.Credentials.Bearer;
import dev.webhooks.ejb.endpoint.Credentials.CustomHeader;
import dev.webhooks.ejb.endpoint.Credentials.MutualTls;
import dev.webhooks.ejb.endpoint.Credentials.OAuth2;
import dev.webhooks.ejb.endpoint.Credentials.Signed;
import dev.webhooks.ejb.endpoint.Selection.Events;
import dev.webhooks.ejb.endpoint.Selection.Transactions;
import java.net.URI;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * What settings must be like for an endpoint to work, on either face and without looking into the
 * database. What a face asks for besides is the business of its REST resource. Pure.
 */
final class EndpointRules {
  private static final Duration MAX_TIMEOUT = Duration.ofSeconds(30);
  private static final int MAX_URL_LENGTH = 2048;
  private static final int MAX_LOGIN_LENGTH = 1000;
  private static final int MAX_FILTER_LENGTH = 100_000;
  private static final int MAX_HEADERS_LENGTH = 65_536;

  private final TargetPolicy targets;

  EndpointRules(TargetPolicy targets) {
    this.targets = targets;
  }

  /** Everything that is wrong. */
  Violations violationsOf(EndpointSettings settings) {
    Violations violations = new Violations();
    url(settings, violations);
    selection(settings.selection(), violations);
    credentials(settings.credentials(), settings.url(), violations);
    headers(settings.headers(), settings.credentials(), violations);
    violations.addIf(
        settings.metadata().entrySet().stream().anyMatch(EndpointRules::isNoEntry),
        "metadata",
        "must have keys of 1 to 128 and values of at most 1000 characters, and no control"
            + " characters but tabs and line breaks");
    sending(settings, violations);
    return violations;
  }

  private void url(EndpointSettings settings, Violations violations) {
    targets.refusalOf(settings.url()).ifPresent(words -> violations.add("url", words));
    atMost(MAX_URL_LENGTH, "url", settings.url().toString(), violations);
  }

  private static void atMost(int most, String field, String text, Violations violations) {
    violations.addIf(text.length() > most, field, "must have at most " + most + " characters");
  }

  private static void selection(Selection selection, Violations violations) {
    if (selection instanceof Transactions transactions) {
      violations.addIf(
          transactions.onlySubAccounts() && transactions.subAccountIds().isEmpty(),
          "subAccountIds",
          "must not be empty");
    } else if (selection instanceof Events events) {
      events(events, violations);
    }
  }

  private static void events(Events events, Violations violations) {
    violations.addIf(events.types().isEmpty(), "types", "must not be empty");
    violations.addIf(
        events.types().stream().anyMatch(type -> type.pattern().startsWith("test.")),
        "types",
        "must not name test events, which only a test send makes");
    violations.addIf(
        events.types().stream()
            .anyMatch(type -> type.pattern().equals(OwnershipChallenge.EVENT_TYPE)),
        "types",
        "must not name "
            + OwnershipChallenge.EVENT_TYPE
            + ", which every endpoint gets when asked");
    violations.addIf(
        events.channels().stream().anyMatch(EndpointRules::isNoLabel),
        "channels",
        "must have 1 to 128 characters each, without control characters");
    filter(events, violations);
  }

  private static void filter(Events events, Violations violations) {
    if (events.filter() == null) {
      return;
    }
    atMost(MAX_FILTER_LENGTH, "filter", events.filter(), violations);
    try {
      PayloadFilter.parse(events.filter());
    } catch (FilterSyntaxException e) {
      violations.add("filter", String.valueOf(e.getMessage()));
    }
  }

  /** A client certificate that was given now must be valid now; a stored one may have expired. */
  void current(Credentials credentials, Instant now, Violations violations) {
    if (credentials instanceof MutualTls mutual) {
      try {
        ClientIdentity.certificatesIn(mutual.certificates()).get(0).checkValidity(Date.from(now));
      } catch (CertificateExpiredException e) {
        violations.add("certificates", "has expired");
      } catch (CertificateNotYetValidException e) {
        violations.add("certificates", "is not valid yet");
      } catch (ClientIdentity.InvalidIdentityException e) {
        // Said already.
      }
    }
  }

  private static void mutualTls(MutualTls mutual, URI url, Violations violations) {
    violations.addIf(
        !"https".equalsIgnoreCase(url.getScheme()),
        "url",
        "must be https for a client certificate to be presented");
    try {
      var unused = ClientIdentity.of(mutual.certificates(), mutual.privateKey());
    } catch (ClientIdentity.InvalidIdentityException e) {
      String field = e.part() == ClientIdentity.Part.CERTIFICATE ? "certificates" : "privateKey";
      violations.add(field, String.valueOf(e.getMessage()));
    }
  }

  private void credentials(Credentials credentials, URI url, Violations violations) {
    if (credentials instanceof ApiKey apiKey) {
      headerValue("key", apiKey.key().reveal(), violations);
    } else if (credentials instanceof Bearer bearer) {
      headerValue("token", bearer.token().reveal(), violations);
    } else if (credentials instanceof Basic basic) {
      violations.addIf(
          basic.username().contains(":"), "username", "must not contain a colon (RFC 7617)");
      atMost(MAX_LOGIN_LENGTH, "username", basic.username(), violations);
    } else if (credentials instanceof CustomHeader header) {
      HeaderPolicy.refusalOfName(header.name()).ifPresent(words -> violations.add("header", words));
      HeaderPolicy.refusalOfValue(header.value().reveal())
          .ifPresent(words -> violations.add("headerValue", words));
    } else if (credentials instanceof OAuth2 oauth2) {
      targets.refusalOf(oauth2.tokenUrl()).ifPresent(words -> violations.add("tokenUrl", words));
      atMost(MAX_URL_LENGTH, "tokenUrl", oauth2.tokenUrl().toString(), violations);
      atMost(MAX_LOGIN_LENGTH, "clientId", oauth2.clientId(), violations);
    } else if (credentials instanceof MutualTls mutual) {
      mutualTls(mutual, url, violations);
    } else if (credentials instanceof Signed signed) {
      signed(signed, violations);
    }
  }

  /** Whether the secrets can sign what is asked of them. */
  void signed(Signed signed, Violations violations) {
    violations.addIf(signed.schemes().isEmpty(), "schemes", "must not be empty");
    for (var secret : signed.secrets()) {
      var kind = EndpointSecretEntity.Kind.of(secret);
      boolean fits =
          signed.schemes().stream()
              .filter(scheme -> EndpointSecretEntity.Kind.of(scheme) == kind)
              .allMatch(secret::supports);
      violations.addIf(!fits, "secret", "must be whsec_ and the base64 of 24 to 64 bytes");
    }
  }

  private static void headerValue(String field, String value, Violations violations) {
    HeaderPolicy.refusalOfValue(value)
        .ifPresent(
            words -> violations.add(field, "must be printable ASCII of 1 to 4096 characters"));
  }

  private static void headers(
      List<Header> headers, Credentials credentials, Violations violations) {
    int length = 0;
    for (Header header : headers) {
      length += header.name().length() + header.value().length();
      violations.addIf(
          authenticates(header, credentials),
          "headers",
          header.name() + " must not be the header that the endpoint's authentication sets");
      HeaderPolicy.refusalOf(header.name(), header.value())
          .ifPresent(words -> violations.add("headers", header.name() + " " + words));
    }
    violations.addIf(
        length > MAX_HEADERS_LENGTH,
        "headers",
        "must have at most " + MAX_HEADERS_LENGTH + " characters in all");
  }

  /** Whether it is the header of the credentials; {@code Authorization} is refused anyway. */
  private static boolean authenticates(Header header, Credentials credentials) {
    if (credentials instanceof CustomHeader custom) {
      return header.name().equalsIgnoreCase(custom.name());
    }
    return credentials instanceof ApiKey
        && header.name().equalsIgnoreCase(EndpointAssembly.API_KEY_HEADER);
  }

  private static void sending(EndpointSettings settings, Violations violations) {
    Integer rate = settings.rateLimit();
    violations.addIf(rate != null && rate < 1, "rateLimit", "must be at least 1 per second");
    Duration timeout = settings.timeout();
    violations.addIf(
        timeout != null
            && (timeout.isNegative() || timeout.isZero() || timeout.compareTo(MAX_TIMEOUT) > 0),
        "timeout",
        "must be from 1 to 30 seconds");
    if (settings.retryDelays() != null) {
      retries(settings.retryDelays(), violations);
    }
  }

  private static void retries(List<Duration> delays, Violations violations) {
    try {
      var unused = new RetrySchedule(delays, 0, null);
    } catch (IllegalArgumentException e) {
      violations.add("retryDelays", String.valueOf(e.getMessage()));
    }
    violations.addIf(delays.size() > 50, "retryDelays", "must be at most 50");
  }

  private static boolean isNoEntry(Map.Entry<String, String> entry) {
    String key = entry.getKey();
    return key.isEmpty()
        || characters(key) > 128
        || characters(entry.getValue()) > 1000
        || (key + entry.getValue()).chars().anyMatch(EndpointRules::isControl);
  }

  /** Code points, as JSON Schema counts them. */
  private static int characters(String text) {
    return text.codePointCount(0, text.length());
  }

  private static boolean isControl(int c) {
    return Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r';
  }

  private static boolean isNoLabel(String label) {
    return label.isEmpty()
        || characters(label) > 128
        || label.chars().anyMatch(Character::isISOControl);
  }
}
