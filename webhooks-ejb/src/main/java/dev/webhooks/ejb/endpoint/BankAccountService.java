package dev.webhooks.ejb.endpoint;

import dev.webhooks.ejb.Page;
import dev.webhooks.ejb.Refusal;
import jakarta.enterprise.context.Dependent;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Manages the bank accounts of tenants. Every call joins the caller's transaction or commits on
 * return. Thread-safe; blocks.
 */
@Dependent
@Transactional
public class BankAccountService {

  /**
   * Creates an account.
   *
   * @throws Refusal.Conflict when the tenant has that gateway and number already
   */
  public BankAccount create(String tenant, BankAccountSettings settings) {
    throw new UnsupportedOperationException();
  }

  /** The account with this id. */
  public Optional<BankAccount> find(String tenant, long id) {
    throw new UnsupportedOperationException();
  }

  /** The account a transaction names; answered from memory for up to a few seconds. */
  public Optional<BankAccount> resolve(String tenant, String gateway, String accountNumber) {
    throw new UnsupportedOperationException();
  }

  /** Accounts, newest id first. */
  public Page<BankAccount> page(String tenant, int page, int limit) {
    throw new UnsupportedOperationException();
  }

  /**
   * Changes an account under a row lock. Virtual accounts that stay keep their ids.
   *
   * @throws Refusal.NotFound when there is none
   * @throws Refusal.Conflict when the number is taken, or endpoints use a removed virtual account
   */
  public BankAccount update(String tenant, long id, UnaryOperator<BankAccountSettings> change) {
    throw new UnsupportedOperationException();
  }

  /**
   * Deletes an account.
   *
   * @throws Refusal.NotFound when there is none
   * @throws Refusal.Conflict when endpoints use it
   */
  public void delete(String tenant, long id) {
    throw new UnsupportedOperationException();
  }
}
