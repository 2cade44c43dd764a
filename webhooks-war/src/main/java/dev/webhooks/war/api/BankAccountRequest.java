package dev.webhooks.war.api;

import dev.webhooks.ejb.endpoint.BankAccountSettings;
import dev.webhooks.war.json.FieldErrors;
import dev.webhooks.war.json.Fields;
import dev.webhooks.war.json.RequestRules;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A bank account as its tenant writes it, whole. */
record BankAccountRequest(
    @NotNull(message = WebhookRequest.REQUIRED) @Nullable String gateway,
    @NotNull(message = WebhookRequest.REQUIRED) @Nullable String accountNumber,
    @Size(max = 1000, message = "must be at most 1000") List<String> subAccounts)
    implements RequestRules.Conditional {

  static final BankAccountRequest BLANK = new BankAccountRequest(null, null, List.of());

  static BankAccountRequest of(BankAccountSettings settings) {
    return new BankAccountRequest(
        settings.gateway(), settings.accountNumber(), settings.subAccounts());
  }

  BankAccountRequest with(Fields fields) {
    List<String> subs = fields.texts("sub_accounts", subAccounts);
    return new BankAccountRequest(
        fields.text("gateway", gateway),
        fields.text("account_number", accountNumber),
        subs == null ? List.of() : subs);
  }

  BankAccountSettings toSettings() {
    return new BankAccountSettings(
        Objects.requireNonNull(gateway), Objects.requireNonNull(accountNumber), subAccounts);
  }

  @Override
  public void check(FieldErrors errors) {
    if (new HashSet<>(subAccounts).size() < subAccounts.size()) {
      errors.add("sub_accounts", "must not repeat a number");
    }
  }
}
