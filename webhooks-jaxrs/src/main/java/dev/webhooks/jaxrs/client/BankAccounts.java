package dev.webhooks.jaxrs.client;

import dev.webhooks.jaxrs.client.model.BankAccount;
import dev.webhooks.jaxrs.client.model.BankAccountRequest;
import dev.webhooks.jaxrs.client.model.Page;

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
        .page(BankAccount.class);
  }

  /** The account; 404 if there is none. */
  public BankAccount get(long id) {
    return api.get(ONE).id(id).data(BankAccount.class);
  }

  /** Creates an account with its virtual accounts. */
  public BankAccount create(BankAccountRequest request) {
    return api.post("bank-accounts").body(request).data(BankAccount.class);
  }

  /** Changes the given fields. */
  public void update(long id, BankAccountRequest changes) {
    api.patch(ONE).id(id).body(changes).send();
  }

  /** Deletes it; 409 while webhooks use it. */
  public void delete(long id) {
    api.delete(ONE).id(id).send();
  }
}
