package dev.webhooks.ejb.config;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.webhooks.core.spi.SecretCipher;
import dev.webhooks.core.target.TargetPolicy;
import dev.webhooks.ejb.config.Settings.Sending;
import dev.webhooks.ejb.endpoint.AesGcmSecretCipher;
import dev.webhooks.ejb.endpoint.BankAccountCache;
import dev.webhooks.ejb.endpoint.EndpointDefaults;
import dev.webhooks.ejb.endpoint.EventTypeCache;
import dev.webhooks.ejb.endpoint.HmacKeyedHash;
import dev.webhooks.ejb.endpoint.KeyedHash;
import dev.webhooks.ejb.endpoint.SecretKeys;
import dev.webhooks.ejb.publish.EventIds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.eclipse.microprofile.config.Config;

/** Makes, once, what follows from the configuration alone. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init")
public class Foundations {
  private static final System.Logger LOG = System.getLogger(Foundations.class.getName());

  private Settings settings;
  private Node node;
  private SecretKeys keys;
  private SecretCipher cipher;
  private KeyedHash hash;
  private TargetPolicy targets;
  private BankAccountCache bankAccounts;
  private EventTypeCache eventTypes;

  /** For the client proxy. */
  protected Foundations() {}

  @Inject
  Foundations(Config config) {
    settings = read(config);
    node = Node.started();
    keys = secretKeys(settings);
    cipher = new AesGcmSecretCipher(keys, new SecureRandom());
    hash = new HmacKeyedHash(keys);
    targets = targets(settings);
    bankAccounts = new BankAccountCache();
    eventTypes = new EventTypeCache();
  }

  @Produces
  Settings settings() {
    return settings;
  }

  @Produces
  Node node() {
    return node;
  }

  @Produces
  SecretKeys keys() {
    return keys;
  }

  @Produces
  SecretCipher cipher() {
    return cipher;
  }

  @Produces
  KeyedHash hash() {
    return hash;
  }

  @Produces
  TargetPolicy targets() {
    return targets;
  }

  @Produces
  BankAccountCache bankAccounts() {
    return bankAccounts;
  }

  @Produces
  EventTypeCache eventTypes() {
    return eventTypes;
  }

  @Produces
  InstantSource clock() {
    return InstantSource.system();
  }

  @Produces
  EventIds eventIds() {
    return () -> "evt_" + UlidCreator.getMonotonicUlid();
  }

  @Produces
  EndpointDefaults defaults() {
    Sending sending = settings.sending();
    return new EndpointDefaults(
        sending.transactionRetries(),
        sending.eventRetries(),
        sending.timeout(),
        sending.endpointsPerTenant(),
        sending.verifyOwnership());
  }

  private static Settings read(Config config) {
    try {
      Settings settings = SettingsReader.read(key -> config.getOptionalValue(key, String.class));
      if (settings.development()) {
        LOG.log(
            Level.WARNING,
            "DEVELOPMENT MODE: plain http and loopback targets are allowed and the keys in {0}"
                + " are used. Never run it like this where others can reach it.",
            settings.dataDirectory());
      }
      return settings;
    } catch (InvalidSettingsException e) {
      // The server's own report of a failed deployment buries the sentence that matters.
      LOG.log(Level.ERROR, e.getMessage());
      throw e;
    }
  }

  private static SecretKeys secretKeys(Settings settings) {
    SecretKeys configured = settings.secretKeys();
    return configured == null
        ? DevelopmentSecrets.loadOrCreate(settings.dataDirectory())
        : configured;
  }

  private static TargetPolicy targets(Settings settings) {
    TargetPolicy policy = settings.development() ? TargetPolicy.development() : new TargetPolicy();
    return policy.withAllowed(settings.sending().allowedCidrs());
  }
}
