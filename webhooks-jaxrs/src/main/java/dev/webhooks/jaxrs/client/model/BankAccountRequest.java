package dev.webhooks.jaxrs.client.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a bank account, on creation or (null fields are not sent) on update.
 *
 * @param gateway the bank's name
 * @param accountNumber its number there
 * @param subAccounts the numbers of its virtual accounts
 */
public record BankAccountRequest(
    @Nullable String gateway, @Nullable String accountNumber, @Nullable List<String> subAccounts) {

  /** Copies the numbers. */
  public BankAccountRequest {
    subAccounts = Copies.ofNullable(subAccounts);
  }
}
