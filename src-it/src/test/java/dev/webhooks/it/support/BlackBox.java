package dev.webhooks.it.support;

import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ReceivedRequest;
import dev.webhooks.core.testkit.ScriptedReceiver;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/**
 * What a black-box test starts from: the shared service, a tenant of its own with every right, and
 * a receiver that accepts everything until told otherwise. Runs on every database.
 */
@Tag("every-database")
public abstract class BlackBox {

  /** What the receiver of a bank transaction must answer. */
  protected static final Answer ACCEPTED = Answer.json(200, "{\"success\":true}");

  /** The account number of {@link #newBankAccount}. */
  protected static final String ACCOUNT = "1017588888";

  protected final ServiceProcess service = SharedService.get();
  protected final Api api = Api.ofNewTenant(service);
  protected final ScriptedReceiver receiver = ScriptedReceiver.answering(ACCEPTED);

  @AfterEach
  void closeReceiver() {
    receiver.close();
  }

  protected final URI url() {
    return receiver.url("/hook");
  }

  protected final long newBankAccount() {
    return api.post("bank-accounts", Requests.bankAccount(ACCOUNT)).expect(201).id();
  }

  /** A webhook of {@link #newBankAccount} with these fields instead of the usual ones. */
  protected final long newWebhook(long bankAccountId, Object... namesAndValues) {
    JsonObject body = Fields.with(Requests.webhook(bankAccountId, url()), namesAndValues);
    return api.post("webhooks", body).expect(201).id();
  }

  /** An endpoint for every event type, with these fields instead of the usual ones. */
  protected final JsonObject newEndpoint(Object... namesAndValues) {
    JsonObject body = Fields.with(Requests.endpoint(url(), "*"), namesAndValues);
    return api.post("endpoints", body).expect(201).data();
  }

  /** Publishes the contract's transaction with these fields instead of the usual ones. */
  protected final JsonObject publishTransaction(Object... namesAndValues) {
    JsonObject body = Fields.with(Requests.transaction(ACCOUNT), namesAndValues);
    return api.post("transactions", body).expect(202).data();
  }

  /** The only request that arrives. */
  protected final ReceivedRequest awaitRequest() {
    return receiver.awaitRequests(1).get(0);
  }

  /** The deliveries of an endpoint, once none is pending. */
  protected final List<JsonObject> awaitSettled(long endpointId) {
    return Deadline.ofSeconds(30)
        .get(
            () -> {
              List<JsonObject> all =
                  api.get("deliveries?endpoint=" + endpointId).expect(200).list();
              boolean settled =
                  !all.isEmpty()
                      && all.stream().noneMatch(d -> d.getString("status").equals("pending"));
              return settled ? Optional.of(all) : Optional.empty();
            },
            "settled deliveries of endpoint " + endpointId);
  }
}
