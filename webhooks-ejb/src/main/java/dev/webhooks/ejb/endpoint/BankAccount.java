package dev.webhooks.ejb.endpoint;

import java.util.List;
import java.util.Optional;

/**
 * A bank account of a tenant with its virtual accounts.
 *
 * @param id positive
 * @param tenant whose it is
 * @param gateway the bank's name, such as {@code Vietcombank}
 * @param accountNumber unique with the gateway within the tenant
 * @param subAccounts the virtual accounts, in the order of their ids
 * @param version rises with every change
 */
public record BankAccount(
    long id,
    String tenant,
    String gateway,
    String accountNumber,
    List<SubAccount> subAccounts,
    long version) {

  /** A virtual account. */
  public record SubAccount(long id, String accountNumber) {}

  /** The virtual account with this number. */
  public Optional<SubAccount> findSubAccount(String number) {
    return subAccounts.stream().filter(sub -> sub.accountNumber().equals(number)).findFirst();
  }
}
