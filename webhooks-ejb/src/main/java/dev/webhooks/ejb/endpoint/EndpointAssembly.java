package dev.webhooks.ejb.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.webhooks.core.filter.PayloadFilter;
import dev.webhooks.core.model.Authentication;
import dev.webhooks.core.model.Authentication.FixedHeader;
import dev.webhooks.core.model.ClientIdentity;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.EndpointStatus;
import dev.webhooks.core.model.EventFilter;
import dev.webhooks.core.model.Face;
import dev.webhooks.core.model.Secret;
import dev.webhooks.core.model.SigningKey;
import dev.webhooks.core.model.Subscription;
import dev.webhooks.ejb.endpoint.Credentials.ApiKey;
import dev.webhooks.ejb.endpoint.Credentials.Basic;
import dev.webhooks.ejb.endpoint.Credentials.Bearer;
import dev.webhooks.ejb.endpoint.Credentials.CustomHeader;
import dev.webhooks.ejb.endpoint.Credentials.MutualTls;
import dev.webhooks.ejb.endpoint.Credentials.OAuth2;
import dev.webhooks.ejb.endpoint.Credentials.Signed;
import dev.webhooks.ejb.endpoint.Selection.Events;
import dev.webhooks.ejb.endpoint.Selection.Transactions;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Makes of what a tenant set the endpoint that the dispatcher works with. Pure. */
final class EndpointAssembly {
  /** What an API key is sent as on the EPaySe face. */
  static final String API_KEY_HEADER = "X-API-Key";

  private static final String AUTHORIZATION = "Authorization";

  private final EndpointDefaults defaults;

  EndpointAssembly(EndpointDefaults defaults) {
    this.defaults = defaults;
  }

  Endpoint assemble(EndpointRecord stored) {
    EndpointSettings settings = stored.settings();
    return new Endpoint(
        stored.id(),
        stored.tenant(),
        stored.face(),
        status(stored),
        settings.url(),
        stored.status() == EndpointStatus.DELETED
            ? nothing(settings.selection())
            : subscription(settings.selection()),
        authentication(stored.face(), settings.credentials(), stored.signingKeys()),
        settings.bodyFormat(),
        defaults.schedule(stored.face(), settings.retryDelays()),
        Objects.requireNonNullElse(settings.timeout(), defaults.timeout()),
        settings.headers(),
        settings.rateLimit(),
        settings.ordered(),
        settings.verifiesPayment(),
        stored.cancelledThrough(),
        stored.version());
  }

  private static EndpointStatus status(EndpointRecord stored) {
    return stored.status() == EndpointStatus.ENABLED && stored.ownership() == Ownership.PENDING
        ? EndpointStatus.UNVERIFIED
        : stored.status();
  }

  /** What a deleted one takes: there may be any number of them, and all are held in memory. */
  private static Subscription nothing(Selection selection) {
    boolean livemode = !(selection instanceof Events events) || events.livemode();
    return new Subscription.Events(List.of(), livemode, Set.of(), EventFilter.ALL);
  }

  private static Subscription subscription(Selection selection) {
    if (selection instanceof Transactions transactions) {
      return new Subscription.Transactions(
          transactions.bankAccountId(),
          transactions.direction(),
          transactions.skipWithoutCode(),
          transactions.onlySubAccounts() ? transactions.subAccountIds() : null);
    }
    Events events = (Events) selection;
    return new Subscription.Events(
        events.types(), events.livemode(), events.channels(), filter(events));
  }

  private static EventFilter filter(Events events) {
    return events.filter() == null ? EventFilter.ALL : PayloadFilter.parse(events.filter());
  }

  private static Authentication authentication(
      Face face, Credentials credentials, List<SigningKey> keys) {
    if (credentials instanceof ApiKey apiKey) {
      return apiKey(face, apiKey.key().reveal());
    }
    if (credentials instanceof Bearer bearer) {
      return header(AUTHORIZATION, "Bearer " + bearer.token().reveal());
    }
    if (credentials instanceof Basic basic) {
      return header(AUTHORIZATION, "Basic " + basicToken(basic));
    }
    if (credentials instanceof CustomHeader custom) {
      return new FixedHeader(custom.name(), custom.value());
    }
    if (credentials instanceof OAuth2 oauth2) {
      return new Authentication.OAuth2(oauth2.tokenUrl(), oauth2.clientId(), oauth2.clientSecret());
    }
    if (credentials instanceof MutualTls mutual) {
      return new Authentication.MutualTls(
          ClientIdentity.of(mutual.certificates(), mutual.privateKey()));
    }
    if (credentials instanceof Signed signed) {
      return new Authentication.Signed(signed.schemes(), keys);
    }
    return new Authentication.None();
  }

  private static Authentication apiKey(Face face, String key) {
    return face == Face.SEPAY
        ? header(AUTHORIZATION, "Apikey " + key)
        : header(API_KEY_HEADER, key);
  }

  private static Authentication header(String name, String value) {
    return new FixedHeader(name, new Secret(value));
  }

  private static String basicToken(Basic basic) {
    String pair = basic.username() + ":" + basic.password().reveal();
    return Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }
}
