package dev.webhooks.ejb.endpoint;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;

/** A virtual account of a bank account. */
@Entity
@Table(schema = "webhooks", name = "bank_sub_account")
public class BankSubAccountEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "bank_sub_account_id")
  @SequenceGenerator(
      name = "bank_sub_account_id",
      schema = "webhooks",
      sequenceName = "bank_sub_account_id",
      allocationSize = 1)
  private long id;

  @ManyToOne(fetch = FetchType.LAZY, optional = false)
  @JoinColumn(name = "bank_account_id")
  private BankAccountEntity account;

  @Column(name = "account_number")
  private String accountNumber;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected BankSubAccountEntity() {}

  BankSubAccountEntity(BankAccountEntity account, String accountNumber) {
    this.account = account;
    this.accountNumber = accountNumber;
  }

  long id() {
    return id;
  }

  String accountNumber() {
    return accountNumber;
  }

  BankAccount.SubAccount toSubAccount() {
    return new BankAccount.SubAccount(id, accountNumber);
  }
}
