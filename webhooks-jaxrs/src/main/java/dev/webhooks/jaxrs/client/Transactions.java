package dev.webhooks.jaxrs.client;

import dev.webhooks.jaxrs.client.model.DryRun;
import dev.webhooks.jaxrs.client.model.PublishResult;
import dev.webhooks.jaxrs.client.model.PublishedTransaction;
import dev.webhooks.jaxrs.client.model.Transaction;
import dev.webhooks.jaxrs.client.model.TransactionRequest;
import java.util.List;
import java.util.stream.Stream;

/** Bank transactions: {@code /api/v1/transactions}. Thread-safe. */
public final class Transactions {
  private final ApiConnection api;

  Transactions(ApiConnection api) {
    this.api = api;
  }

  /**
   * Publishes a transaction; once this returns it is not lost. It is recognised by its id where it
   * has one, otherwise by a random key.
   */
  public PublishedTransaction publish(TransactionRequest transaction) {
    return publishing(transaction)
        .key(IdempotencyKey.unless(transaction.id()))
        .data(PublishedTransaction.class);
  }

  /**
   * Publishes a transaction once, however often it is asked with this key; 409 if the key was used
   * for another one.
   *
   * @param idempotencyKey 1 to 255 printable ASCII characters
   */
  public PublishedTransaction publish(TransactionRequest transaction, String idempotencyKey) {
    return publishing(transaction).key(idempotencyKey).data(PublishedTransaction.class);
  }

  private ApiCall publishing(TransactionRequest transaction) {
    return api.post("transactions").known(transaction.id() != null).body(transaction);
  }

  /**
   * Publishes many; each is accepted or refused for itself, in the order given. Give each an id of
   * your own: then asking again is harmless.
   */
  public List<PublishResult<PublishedTransaction>> publishAll(
      List<TransactionRequest> transactions) {
    return api.post("transactions")
        .known(transactions.stream().allMatch(transaction -> transaction.id() != null))
        .body(transactions)
        .send()
        .results(PublishedTransaction.class, transactions.size());
  }

  /**
   * Publishes any number of transactions, read as they are sent and never all in memory: a request
   * carries up to 1,000 of them and goes out when the first of its results is read. Nothing is sent
   * unless results are read. Each is accepted or refused for itself; results come in the order
   * given. A request that fails as a whole throws what {@link #publish} throws, from the stream,
   * and the stream ends there: give each item an id of its own, then asking again from any place is
   * harmless. Closing the results closes the items.
   */
  public Stream<PublishResult<PublishedTransaction>> publishStream(
      Stream<TransactionRequest> transactions) {
    return LineBatches.results(
        api,
        "transactions",
        transactions,
        transaction -> transaction.id() != null,
        PublishedTransaction.class);
  }

  /** Where it would go if it were published now, and why not elsewhere; nothing is stored. */
  public DryRun dryRun(TransactionRequest transaction) {
    return api.post("dry-run/transactions").known(true).body(transaction).data(DryRun.class);
  }

  /** The transaction; 404 if there is none. */
  public Transaction get(long id) {
    return api.get("transactions/{id}").id(id).data(Transaction.class);
  }
}
