package dev.webhooks.ejb.endpoint;

import java.util.List;

/**
 * What can be edited of a bank account.
 *
 * @param gateway the bank's name
 * @param accountNumber unique with the gateway within the tenant
 * @param subAccounts the numbers of the virtual accounts, distinct
 */
public record BankAccountSettings(String gateway, String accountNumber, List<String> subAccounts) {
  public BankAccountSettings {
    subAccounts = List.copyOf(subAccounts);
  }
}
