package dev.webhooks.ejb.endpoint;

import dev.webhooks.core.model.Face;
import dev.webhooks.core.signing.SigningSecret;
import dev.webhooks.core.target.TargetPolicy;
import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.endpoint.Credentials.Signed;
import dev.webhooks.ejb.endpoint.EndpointClockEntity.Tick;
import dev.webhooks.ejb.endpoint.EndpointSecretEntity.Kind;
import dev.webhooks.ejb.endpoint.Selection.Transactions;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a change of an endpoint is refused for: the {@link EndpointRules}, and what only the
 * database can tell. Works in the caller's transaction.
 */
final class EndpointChecks {
  private static final Duration MAX_OVERLAP = Duration.ofDays(7);

  private final EntityManager database;
  private final EndpointQuery endpoints;
  private final EndpointRules rules;
  private final int endpointsPerTenant;

  /**
   * @param endpointsPerTenant of the EPaySe face
   */
  EndpointChecks(
      EntityManager database, KeyedHash hash, TargetPolicy targets, int endpointsPerTenant) {
    this.database = database;
    this.endpoints = new EndpointQuery(database, hash);
    this.rules = new EndpointRules(targets);
    this.endpointsPerTenant = endpointsPerTenant;
  }

  /**
   * There must be room for one more.
   *
   * @throws Refusal.LimitReached when there is none
   */
  void room(String tenant, Face face) {
    if (face == Face.EPAYSE && endpoints.count(tenant, face) >= endpointsPerTenant) {
      throw new Refusal.LimitReached(
          "At most " + endpointsPerTenant + " endpoints are allowed", endpointsPerTenant);
    }
  }

  /**
   * The settings must be such that the endpoint works.
   *
   * @param before null for a new endpoint; credentials that stay as they are may have expired
   * @throws Refusal.Invalid with everything that is wrong
   */
  void settings(
      String tenant, EndpointSettings settings, @Nullable EndpointSettings before, Tick tick) {
    Violations violations = rules.violationsOf(settings);
    if (before == null || !before.credentials().equals(settings.credentials())) {
      rules.current(settings.credentials(), tick.at().toInstant(), violations);
    }
    if (settings.credentials() instanceof Signed signed) {
      kinds(signed, before == null ? null : before.credentials(), violations);
    }
    if (settings.selection() instanceof Transactions transactions) {
      account(tenant, transactions, violations);
    }
    violations.refuse();
  }

  /** A secret that would sign nothing must not be taken for one that does. */
  private static void kinds(Signed signed, @Nullable Credentials before, Violations violations) {
    List<SigningSecret> known = before instanceof Signed old ? old.secrets() : List.of();
    Set<Kind> needed = signed.schemes().stream().map(Kind::of).collect(Collectors.toSet());
    violations.addIf(
        signed.secrets().stream()
            .anyMatch(secret -> !known.contains(secret) && !needed.contains(Kind.of(secret))),
        "secret",
        "must be of the kind that signs: "
            + (needed.contains(Kind.ED25519) ? "whsk_ and an ed25519 key" : "not a whsk_ key"));
  }

  private void account(String tenant, Transactions wanted, Violations violations) {
    BankAccountEntity account = database.find(BankAccountEntity.class, wanted.bankAccountId());
    if (account == null || !account.tenant().equals(tenant)) {
      violations.add("bankAccountId", "does not exist");
    } else if (!account.hasSubAccounts(wanted.subAccountIds())) {
      violations.add("subAccountIds", "must be sub accounts of the bank account");
    }
  }

  /**
   * The overlap must be bearable, and a secret that is given must fit how the endpoint signs.
   *
   * @throws Refusal.Invalid with everything that is wrong
   */
  void rotation(EndpointSettings settings, Duration overlap, @Nullable SigningSecret replacement) {
    Violations violations = new Violations();
    if (replacement != null && settings.credentials() instanceof Signed signed) {
      Signed rotated = new Signed(signed.schemes(), List.of(replacement));
      rules.signed(rotated, violations);
      kinds(rotated, null, violations);
    }
    violations.addIf(
        overlap.isNegative() || overlap.compareTo(MAX_OVERLAP) > 0,
        "overlap",
        "must be from 0 to 604800 seconds");
    violations.refuse();
  }
}
