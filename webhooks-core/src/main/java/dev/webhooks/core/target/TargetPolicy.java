package dev.webhooks.core.target;

import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which URLs and addresses may be called: by itself only https to public addresses, so that nobody
 * reaches the operator's own network through a webhook. Immutable and thread-safe.
 *
 * <p>A URL is looked at twice: its form when it is entered ({@link #refusalOf}), and at every call
 * whether it needs plain http ({@link #permitsHttp}) and the address its host name resolves to
 * ({@link #permits}), since names can change their minds. The operator can allow blocks of
 * addresses; the addresses at which clouds hand out credentials stay refused even then.
 */
public final class TargetPolicy {
  private static final int MAX_PORT = 65_535;

  private final boolean httpAllowed;
  private final List<Cidr> allowed;

  /** The strict policy: https only, public addresses only. */
  public TargetPolicy() {
    this(false, List.of());
  }

  private TargetPolicy(boolean httpAllowed, List<Cidr> allowed) {
    this.httpAllowed = httpAllowed;
    this.allowed = List.copyOf(allowed);
  }

  /** For a developer's machine: http as well as https, and loopback addresses. */
  public static TargetPolicy development() {
    return new TargetPolicy()
        .withHttpAllowed()
        .withAllowed(List.of(Cidr.parse("127.0.0.0/8"), Cidr.parse("::1/128")));
  }

  /** This policy with plain http permitted. */
  public TargetPolicy withHttpAllowed() {
    return new TargetPolicy(true, allowed);
  }

  /** This policy with these blocks permitted besides what it permits already. */
  public TargetPolicy withAllowed(List<Cidr> blocks) {
    List<Cidr> all = new ArrayList<>(allowed);
    all.addAll(blocks);
    return new TargetPolicy(httpAllowed, all);
  }

  /**
   * Why this URL may not be a target, in words for its owner that complete "the URL …"; empty when
   * it may. Judges the form only and asks no DNS; how long a URL may be is not decided here.
   */
  public Optional<String> refusalOf(URI url) {
    return schemeFlaw(url).or(() -> authorityFlaw(url)).or(() -> hostFlaw(url.getHost()));
  }

  /** Whether anything may be sent without TLS. */
  public boolean permitsHttp() {
    return httpAllowed;
  }

  /** Whether a connection to this address may be opened. */
  public boolean permits(InetAddress address) {
    byte[] bytes = address.getAddress();
    return !SpecialAddresses.isMetadata(bytes)
        && (SpecialAddresses.isPublic(bytes) || SpecialAddresses.contains(allowed, bytes));
  }

  private Optional<String> schemeFlaw(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    boolean known = scheme.equals("https") || (httpAllowed && scheme.equals("http"));
    return when(!known, httpAllowed ? "must be an http or https URL" : "must be an https URL");
  }

  private static Optional<String> authorityFlaw(URI url) {
    if (url.getRawUserInfo() != null) {
      return Optional.of("must not contain a user name or password");
    }
    if (url.getHost() == null) {
      return Optional.of(missingHost(url));
    }
    if (url.getRawFragment() != null) {
      return Optional.of("must not contain a fragment (#)");
    }
    return when(url.getPort() == 0 || url.getPort() > MAX_PORT, "must have a port from 1 to 65535");
  }

  private static String missingHost(URI url) {
    String authority = url.getRawAuthority() == null ? "" : url.getRawAuthority();
    if (authority.contains("@")) {
      return "must not contain a user name or password";
    }
    if (!authority.chars().allMatch(c -> c < 128)) {
      return "must write an international host name in its ASCII form (xn--…)";
    }
    // java.net.URI knows no host where the last label begins with a digit.
    return HostName.flawOf(authority.replaceFirst(":[0-9]*$", "")).orElse(HostName.FLAWED_NAME);
  }

  private Optional<String> hostFlaw(String host) {
    Optional<InetAddress> literal = HostName.findLiteral(host);
    if (literal.isPresent()) {
      return when(host.contains("%") || !permits(literal.get()), "must name a public address");
    }
    return HostName.flawOf(host)
        // Where blocks are allowed, private names may resolve into them: the address decides then.
        .or(() -> when(allowed.isEmpty() && HostName.isPrivate(host), "must name a public host"));
  }

  private static Optional<String> when(boolean flawed, String flaw) {
    return flawed ? Optional.of(flaw) : Optional.empty();
  }
}
