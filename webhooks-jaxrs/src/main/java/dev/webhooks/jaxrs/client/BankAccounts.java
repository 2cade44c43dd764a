package dev.webhooks.jaxrs.client;

import dev.webhooks.jaxrs.client.model.BankAccount;
import dev.webhooks.jaxrs.client.model.BankAccountRequest;
import dev.webhooks.jaxrs.client.model.Page;
import dev.webhooks.jaxrs.client.model.Versioned;
import java.util.stream.Stream;

/** Bank accounts and their virtual accounts: {@code /api/v1/bank-accounts}. Thread-safe. */
public final class BankAccounts {
  private static final String ONE = "bank-accounts/{id}";

  private final ApiConnection api;

  BankAccounts(ApiConnection api) {
    this.api = api;
  }

  /**
   * A page of the accounts.
   *
   * @param page from 1
   * @param limit accounts per page, 1 to 100
   */
  public Page<BankAccount> list(int page, int limit) {
    return api.get("bank-accounts")
        .query("page", page)
        .query("limit", limit)
        .send()
        .page(BankAccount.class, page);
  }

  /** All accounts, newest first; the next page is asked for when it is reached. */
  public Stream<BankAccount> stream() {
    return Pages.items(page -> list(page, 100), 1);
  }

  /** The account; 404 if there is none. */
  public BankAccount get(long id) {
    return api.get(ONE).id(id).data(BankAccount.class);
  }

  /** The account with its version, for {@link #update(Versioned, BankAccountRequest)}. */
  public Versioned<BankAccount> getVersioned(long id) {
    return api.get(ONE).id(id).send().versioned(BankAccount.class);
  }

  /** Creates an account with its virtual accounts. */
  public BankAccount create(BankAccountRequest request) {
    return api.post("bank-accounts").body(request).data(BankAccount.class);
  }

  /**
   * Changes the given fields and returns the whole; virtual accounts that stay keep their ids, 409
   * if webhooks use one that is left out.
   */
  public BankAccount update(long id, BankAccountRequest changes) {
    return api.patch(ONE).id(id).body(changes).data(BankAccount.class);
  }

  /** Changes the given fields; 412 if the account was changed since it was read. */
  public BankAccount update(Versioned<BankAccount> read, BankAccountRequest changes) {
    return api.patch(ONE)
        .id(read.value().id())
        .ifMatch(read.etag())
        .body(changes)
        .data(BankAccount.class);
  }

  /** Deletes it; 409 while webhooks use it. */
  public void delete(long id) {
    api.delete(ONE).id(id).send();
  }

  /** Deletes it; 412 if it was changed since it was read. */
  public void delete(Versioned<BankAccount> read) {
    api.delete(ONE).id(read.value().id()).ifMatch(read.etag()).send();
  }
}
