package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.webhooks.it.support.Clients;
import dev.webhooks.it.support.Examples;
import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.TenantSuite;
import dev.webhooks.jaxrs.client.WebhooksApiException.Conflict;
import dev.webhooks.jaxrs.client.WebhooksApiException.NotFound;
import dev.webhooks.jaxrs.client.WebhooksApiException.StaleVersion;
import dev.webhooks.jaxrs.client.model.BankAccount;
import dev.webhooks.jaxrs.client.model.BankAccount.SubAccount;
import dev.webhooks.jaxrs.client.model.BankAccountRequest;
import dev.webhooks.jaxrs.client.model.Versioned;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bank accounts and their virtual accounts. */
class BankAccountsIT extends TenantSuite {

  private static BankAccountRequest subAccounts(String... numbers) {
    return new BankAccountRequest(null, null, List.of(numbers));
  }

  private static List<String> numbers(BankAccount account) {
    return account.subAccounts().stream().map(SubAccount::accountNumber).toList();
  }

  @Test
  void an_account_is_created_read_and_listed() {
    BankAccount created = client.bankAccounts().create(Examples.bankAccount("7"));

    assertThat(created.gateway()).isEqualTo("Vietcombank");
    assertThat(created.accountNumber()).isEqualTo("7");
    assertThat(numbers(created)).containsExactly("VA01", "VA02");
    assertThat(client.bankAccounts().get(created.id())).isEqualTo(created);
    BankAccount second = client.bankAccounts().create(Examples.bankAccount("8"));
    assertThat(client.bankAccounts().stream()).containsExactly(second, created);
    assertThat(client.bankAccounts().list(2, 1).items()).containsExactly(created);
    assertThat(client.bankAccounts().list(3, 1).items()).isEmpty();
    assertThat(Clients.ofNewTenant(service).bankAccounts().stream()).isEmpty();
  }

  @Test
  void virtual_accounts_that_stay_keep_their_ids() {
    BankAccount before = client.bankAccounts().get(bankAccount());

    BankAccount after = client.bankAccounts().update(before.id(), subAccounts("VA02", "VA03"));

    assertThat(numbers(after)).containsExactlyInAnyOrder("VA02", "VA03");
    assertThat(after.subAccounts()).contains(before.subAccounts().get(1));
    assertThat(after.accountNumber()).isEqualTo(before.accountNumber());
    assertThat(client.bankAccounts().get(before.id())).isEqualTo(after);
  }

  @Test
  void what_webhooks_use_is_not_taken_away() {
    BankAccount account = client.bankAccounts().get(bankAccount());
    long first = account.subAccounts().get(0).id();
    long webhook = newWebhook(request -> request.onlySubAccounts(List.of(first)));

    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> client.bankAccounts().update(account.id(), subAccounts("VA02")));
    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> client.bankAccounts().delete(account.id()));
    client.bankAccounts().update(account.id(), subAccounts("VA01"));

    client.webhooks().delete(webhook);
    client.bankAccounts().delete(account.id());
    assertThatExceptionOfType(NotFound.class)
        .isThrownBy(() -> client.bankAccounts().get(account.id()));
  }

  @Test
  void a_gateway_has_a_number_once() {
    client.bankAccounts().create(Examples.bankAccount("7"));
    long other = client.bankAccounts().create(Examples.bankAccount("8")).id();

    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> client.bankAccounts().create(Examples.bankAccount("7")));
    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(
            () -> client.bankAccounts().update(other, new BankAccountRequest(null, "7", null)));
    client.bankAccounts().create(new BankAccountRequest("Techcombank", "7", null));
    Clients.ofNewTenant(service).bankAccounts().create(Examples.bankAccount("7"));
  }

  @Test
  void what_was_changed_meanwhile_is_neither_updated_nor_deleted() {
    Versioned<BankAccount> seen = client.bankAccounts().getVersioned(bankAccount());
    client.bankAccounts().update(seen, subAccounts("VA01", "VA09"));

    assertThatExceptionOfType(StaleVersion.class)
        .isThrownBy(() -> client.bankAccounts().update(seen, subAccounts()));
    assertThatExceptionOfType(StaleVersion.class)
        .isThrownBy(() -> client.bankAccounts().delete(seen));
    assertThat(numbers(client.bankAccounts().get(bankAccount()))).contains("VA09");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'gateway':null} | gateway",
        "{'gateway':''} | gateway",
        "{'gateway':' '} | gateway",
        "{'gateway':5} | gateway",
        "{'account_number':null} | account_number",
        "{'account_number':''} | account_number",
        "{'account_number':1017588888} | account_number",
        "{'sub_accounts':'VA01'} | sub_accounts",
        "{'sub_accounts':['']} | sub_accounts",
        "{'sub_accounts':[5]} | sub_accounts",
        "{'sub_accounts':['VA01','VA01']} | sub_accounts",
      })
  void a_wrong_field_is_400_and_named(String changes, String field) {
    JsonObject wrong = Fields.parse(changes.replace('\'', '"'));
    JsonObject right = Fields.of("gateway", "Vietcombank", "account_number", "9");
    assertThat(api.post("bank-accounts", Fields.merged(right, wrong)).expect(400).wrongFields())
        .containsExactly(field);
    assertThat(api.patch("bank-accounts/" + bankAccount(), wrong).expect(400).wrongFields())
        .containsExactly(field);
  }

  @ParameterizedTest
  @CsvSource({"' ', 1", "x, 101", "\uD83D\uDE00, 101"})
  void names_have_at_most_100_characters_and_are_told_so(String character, int times) {
    JsonObject request = Fields.of("gateway", character.repeat(times), "account_number", "9");
    assertThat(api.post("bank-accounts", request).expect(400).body())
        .contains("{\"gateway\":[\"must have 1 to 100 characters, not only spaces\"]}");
  }

  @Test
  void an_emoji_is_one_character() {
    JsonObject longest = Fields.of("gateway", "\uD83D\uDE00".repeat(100), "account_number", "9");
    api.post("bank-accounts", longest).expect(201);
  }
}
