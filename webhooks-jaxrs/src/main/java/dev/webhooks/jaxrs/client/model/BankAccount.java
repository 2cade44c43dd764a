package dev.webhooks.jaxrs.client.model;

import java.util.List;

/**
 * A bank account of the tenant.
 *
 * @param id its id
 * @param gateway the bank's name
 * @param accountNumber its number there
 * @param subAccounts its virtual accounts
 */
public record BankAccount(
    long id, String gateway, String accountNumber, List<SubAccount> subAccounts) {

  /** Absent virtual accounts are none. */
  public BankAccount {
    subAccounts = Copies.of(subAccounts);
  }

  /**
   * A virtual account.
   *
   * @param id its id
   * @param accountNumber its number
   */
  public record SubAccount(long id, String accountNumber) {}
}
