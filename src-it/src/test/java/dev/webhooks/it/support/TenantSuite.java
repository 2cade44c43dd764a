package dev.webhooks.it.support;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ReceivedRequest;
import dev.webhooks.core.testkit.ScriptedReceiver;
import dev.webhooks.it.support.Tokens.Token;
import dev.webhooks.jaxrs.client.WebhooksClient;
import dev.webhooks.jaxrs.client.model.Delivery;
import dev.webhooks.jaxrs.client.model.DeliveryQuery;
import dev.webhooks.jaxrs.client.model.DeliveryStatus;
import dev.webhooks.jaxrs.client.model.EndpointRequest;
import dev.webhooks.jaxrs.client.model.PublishedEvent;
import dev.webhooks.jaxrs.client.model.PublishedTransaction;
import dev.webhooks.jaxrs.client.model.TransactionRequest;
import dev.webhooks.jaxrs.client.model.WebhookRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/**
 * What a black-box test starts from: the shared service, a tenant of its own with every right, and
 * a receiver that accepts everything until told otherwise. Runs on every database.
 */
@Tag("every-database")
public abstract class TenantSuite {

  /** What the receiver of a bank transaction must answer. */
  protected static final Answer ACCEPTED = Answer.json(200, "{\"success\":true}");

  /** The account number of {@link #bankAccount}. */
  protected static final String ACCOUNT = "1017588888";

  protected final ServiceProcess service = SharedService.get();
  protected final Token token = Tokens.ofNewTenant();
  protected final WebhooksClient client = Clients.of(service, token);

  /** The same tenant's calls as bytes, for what the client cannot say. */
  protected final Api api = Api.anonymous(service).as(token);

  protected final ScriptedReceiver receiver = ScriptedReceiver.answering(ACCEPTED);

  private long bankAccount;

  @AfterEach
  void closeReceiver() {
    receiver.close();
  }

  protected final URI url() {
    return receiver.url("/hook");
  }

  /** The tenant's bank account, created when it is first asked for. */
  protected final long bankAccount() {
    if (bankAccount == 0) {
      bankAccount = client.bankAccounts().create(Examples.bankAccount(ACCOUNT)).id();
    }
    return bankAccount;
  }

  /** A webhook of {@link #bankAccount} as {@link Examples#webhook}. */
  protected final long newWebhook() {
    return newWebhook(request -> request);
  }

  /** A webhook of {@link #bankAccount}, in some fields different. */
  protected final long newWebhook(UnaryOperator<WebhookRequest.Builder> change) {
    return newWebhook(bankAccount(), change);
  }

  /** A webhook of this account, in some fields different. */
  protected final long newWebhook(
      long bankAccountId, UnaryOperator<WebhookRequest.Builder> change) {
    return client.webhooks().create(change.apply(Examples.webhook(bankAccountId, url())).build());
  }

  /** An endpoint for every event type. */
  protected final long newEndpoint() {
    return newEndpoint(request -> request);
  }

  /** An endpoint for every event type, in some fields different. */
  protected final long newEndpoint(UnaryOperator<EndpointRequest.Builder> change) {
    return client.endpoints().create(change.apply(Examples.endpoint(url(), "*")).build()).id();
  }

  /** Publishes an event of this type. */
  protected final PublishedEvent publishEvent(String type) {
    return client.events().publish(Examples.event(type, "ORDER-2025-001"));
  }

  /** Publishes the contract's transaction. */
  protected final PublishedTransaction publishTransaction() {
    return publishTransaction(request -> request);
  }

  /** Publishes the contract's transaction, in some fields different. */
  protected final PublishedTransaction publishTransaction(
      UnaryOperator<TransactionRequest.Builder> change) {
    return client.transactions().publish(change.apply(Examples.transaction(ACCOUNT)).build());
  }

  /** The only request that arrives. */
  protected final ReceivedRequest awaitRequest() {
    return receiver.awaitRequests(1).get(0);
  }

  /** The deliveries of an endpoint or webhook, newest first, once none is pending. */
  protected final List<Delivery> awaitSettled(long endpointId) {
    return Deadline.ofSeconds(30)
        .get(
            () -> {
              List<Delivery> all =
                  client.deliveries().page(DeliveryQuery.all().ofEndpoint(endpointId)).items();
              boolean isSettled =
                  !all.isEmpty()
                      && all.stream().noneMatch(d -> d.status() == DeliveryStatus.PENDING);
              return isSettled ? Optional.of(all) : Optional.empty();
            },
            "settled deliveries of endpoint " + endpointId);
  }

  /** As {@link #awaitSettled}, where there is one delivery. */
  protected final Delivery awaitSettledOne(long endpointId) {
    List<Delivery> all = awaitSettled(endpointId);
    if (all.size() != 1) {
      throw new AssertionError("one delivery expected: " + all);
    }
    return all.get(0);
  }
}
