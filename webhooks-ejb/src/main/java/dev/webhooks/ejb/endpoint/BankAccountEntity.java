package dev.webhooks.ejb.endpoint;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A bank account of a tenant, as it is stored. */
@Entity
@Table(schema = "webhooks", name = "bank_account")
public class BankAccountEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "bank_account_id")
  @SequenceGenerator(
      name = "bank_account_id",
      schema = "webhooks",
      sequenceName = "bank_account_id",
      allocationSize = 1)
  private long id;

  private String tenant;

  private String gateway;

  @Column(name = "account_number")
  private String accountNumber;

  @OneToMany(mappedBy = "account", cascade = CascadeType.ALL, orphanRemoval = true)
  private List<BankSubAccountEntity> subAccounts = new ArrayList<>();

  /** Counted here: JPA's own version stays as it is when only virtual accounts change. */
  private long revision;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected BankAccountEntity() {}

  BankAccountEntity(String tenant, BankAccountSettings settings) {
    this.tenant = tenant;
    this.gateway = settings.gateway();
    this.accountNumber = settings.accountNumber();
    set(settings);
  }

  /** Takes over settings; virtual accounts that stay keep their ids. */
  final void set(BankAccountSettings settings) {
    revision++;
    gateway = settings.gateway();
    accountNumber = settings.accountNumber();
    subAccounts.removeIf(sub -> !settings.subAccounts().contains(sub.accountNumber()));
    Set<String> present =
        subAccounts.stream().map(BankSubAccountEntity::accountNumber).collect(Collectors.toSet());
    settings.subAccounts().stream()
        .distinct()
        .filter(number -> !present.contains(number))
        .forEach(number -> subAccounts.add(new BankSubAccountEntity(this, number)));
  }

  BankAccountSettings settings() {
    return new BankAccountSettings(
        gateway,
        accountNumber,
        inOrder().stream().map(BankAccount.SubAccount::accountNumber).toList());
  }

  BankAccount toAccount() {
    return new BankAccount(id, tenant, gateway, accountNumber, inOrder(), revision);
  }

  boolean hasSubAccounts(Collection<Long> ids) {
    return subAccounts.stream().map(BankSubAccountEntity::id).toList().containsAll(ids);
  }

  long id() {
    return id;
  }

  String tenant() {
    return tenant;
  }

  private List<BankAccount.SubAccount> inOrder() {
    return subAccounts.stream()
        .map(BankSubAccountEntity::toSubAccount)
        .sorted(Comparator.comparingLong(BankAccount.SubAccount::id))
        .toList();
  }
}
