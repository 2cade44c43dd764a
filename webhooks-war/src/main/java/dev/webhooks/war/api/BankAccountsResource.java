package dev.webhooks.war.api;

import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.endpoint.BankAccount;
import dev.webhooks.ejb.endpoint.BankAccountService;
import dev.webhooks.ejb.endpoint.BankAccountSettings;
import dev.webhooks.war.json.Answers;
import dev.webhooks.war.json.Fields;
import dev.webhooks.war.json.Json;
import dev.webhooks.war.json.JsonReading;
import dev.webhooks.war.json.Query;
import dev.webhooks.war.json.RequestRules;
import dev.webhooks.war.json.WireName;
import dev.webhooks.war.security.Allowed;
import dev.webhooks.war.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;

/** Bank accounts and their virtual accounts. */
@Path("bank-accounts")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init")
public class BankAccountsResource {
  private static final String KIND = "Bank account";

  private Caller caller;
  private BankAccountService accounts;
  private RequestRules rules;

  /** RESTEasy wants one to exist; CDI uses the other. */
  public BankAccountsResource() {}

  @Inject
  public BankAccountsResource(Caller caller, BankAccountService accounts, RequestRules rules) {
    this.caller = caller;
    this.accounts = accounts;
    this.rules = rules;
  }

  @GET
  @Allowed(scope = "bank-account:read")
  public Response list(@Context UriInfo uri) {
    Query query = new Query(uri.getQueryParameters());
    int page = query.page();
    int limit = query.limit();
    query.errors().throwIfAny();
    return Answers.page(accounts.page(caller.tenant(), page, limit), BankAccountsResource::toJson);
  }

  @GET
  @Path("{id}")
  @Allowed(scope = "bank-account:read")
  public Response get(@PathParam("id") String id) {
    BankAccount account = stored(id);
    return Answers.data(toJson(account), account.version());
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Allowed(scope = "bank-account:write")
  public Response create(byte[] body, @Context UriInfo uri) {
    BankAccountSettings wanted = merge(BankAccountRequest.BLANK, JsonReading.object(body));
    BankAccount created =
        WireName.translating(Map.of(), () -> accounts.create(caller.tenant(), wanted));
    return Answers.created(
        "Bank account created successfully", uri, "bank-accounts/" + created.id(), toJson(created));
  }

  @PATCH
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Allowed(scope = "bank-account:write")
  public Response update(
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) List<String> ifMatch,
      byte[] body) {
    BankAccount seen = stored(id);
    Long expected = IfMatch.expected(ifMatch, seen.id(), seen.version());
    JsonObject changes = JsonReading.object(body);
    BankAccount updated =
        WireName.translating(
            Map.of(),
            () ->
                accounts.update(
                    caller.tenant(),
                    seen.id(),
                    expected,
                    current -> merge(BankAccountRequest.of(current), changes)));
    return Answers.message("Bank account updated successfully", toJson(updated));
  }

  @DELETE
  @Path("{id}")
  @Allowed(scope = "bank-account:write")
  public Response delete(
      @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> ifMatch) {
    BankAccount seen = stored(id);
    Long expected = IfMatch.expected(ifMatch, seen.id(), seen.version());
    accounts.delete(caller.tenant(), seen.id(), expected);
    return Answers.message("Bank account deleted successfully");
  }

  private BankAccount stored(String id) {
    return accounts
        .find(caller.tenant(), PathId.parse(id, KIND))
        .orElseThrow(() -> new Refusal.NotFound(KIND, id));
  }

  private BankAccountSettings merge(BankAccountRequest standing, JsonObject changes) {
    Fields fields = Fields.of(changes);
    return rules.check(standing.with(fields), fields.errors()).toSettings();
  }

  static JsonObject toJson(BankAccount account) {
    var subs = Json.array();
    account
        .subAccounts()
        .forEach(
            sub ->
                subs.add(
                    Json.object().add("id", sub.id()).add("account_number", sub.accountNumber())));
    return Json.object()
        .add("id", account.id())
        .add("gateway", account.gateway())
        .add("account_number", account.accountNumber())
        .add("sub_accounts", subs)
        .build();
  }
}
