package dev.webhooks.it.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.it.support.Api;
import dev.webhooks.it.support.Clients;
import dev.webhooks.it.support.Envelope;
import dev.webhooks.it.support.Reply;
import dev.webhooks.it.support.ServiceProcess;
import dev.webhooks.it.support.SharedService;
import dev.webhooks.it.support.Tokens;
import dev.webhooks.it.support.Tokens.Token;
import dev.webhooks.jaxrs.client.WebhooksClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of the API document under every general rule of the contract's first section: who
 * may call it, what it finds, in which order it looks. What is particular to one has a suite of its
 * own.
 */
class OperationMatrixIT {
  private static final ServiceProcess SERVICE = SharedService.get();
  private static final Token OWNER = Tokens.ofNewTenant();
  private static final Map<Thing, String> OWNED = new EnumMap<>(Thing.class);
  private static final String NO_JSON = "{";

  private final Api nobody = Api.anonymous(SERVICE);
  private final Api owner = nobody.as(OWNER);
  private final Api stranger = nobody.as(Tokens.ofNewTenant());

  static List<Operation> operations() {
    return Operation.all();
  }

  static Stream<Operation> withObject() {
    return operations().stream().filter(Operation::hasObject);
  }

  static Stream<Operation> withBody() {
    return operations().stream().filter(Operation::hasBody);
  }

  static Stream<Operation> withBodyAndObject() {
    return withObject().filter(Operation::hasBody);
  }

  static Stream<Operation> withPermission() {
    return operations().stream().filter(operation -> !operation.permission().isEmpty());
  }

  static Stream<Operation> conditional() {
    return operations().stream().filter(Operation::isConditional);
  }

  static Stream<Operation> withCheckedQuery() {
    return operations().stream().filter(operation -> operation.checkedQuery().count() > 0);
  }

  @BeforeEach
  void everythingExists() {
    if (OWNED.isEmpty()) {
      WebhooksClient client = Clients.of(SERVICE, OWNER);
      for (Thing thing : Thing.values()) {
        OWNED.put(thing, thing.create(client));
      }
    }
  }

  private static String ownedBy(Operation operation) {
    return operation.on(OWNED.get(Sample.of(operation).thing()));
  }

  /** Calls it with a body that is none where it takes one: who gets that far is told 400. */
  private static Reply call(Api caller, Operation operation, String path) {
    return operation.hasBody()
        ? caller.send(operation.method(), path, "application/json", NO_JSON)
        : caller.send(operation.method(), path);
  }

  private static Reply call(Api caller, Operation operation) {
    return call(caller, operation, ownedBy(operation));
  }

  private static String challenge(Reply reply) {
    return reply.findHeader("WWW-Authenticate").orElse("none");
  }

  @Test
  void every_operation_is_tried_and_no_other() {
    Set<String> documented = operations().stream().map(Operation::id).collect(Collectors.toSet());
    assertThat(new TreeSet<>(Sample.BY_OPERATION.keySet()))
        .as("operations with a line in Sample.BY_OPERATION: all of the document")
        .isEqualTo(new TreeSet<>(documented));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void its_scope_and_its_permission_suffice(Operation operation) {
    Token everything = Tokens.ofNewTenant();
    String id = Sample.of(operation).thing().create(Clients.of(SERVICE, everything));
    Token enough = everything.scopes(operation.scope()).permissions(permissions(operation));

    try (RecordedCalls calls = new RecordedCalls(SERVICE, enough)) {
      Sample.of(operation).call().make(calls.client(), id);
      assertThat(calls.last())
          .as("the sample calls the operation it is for")
          .satisfies(last -> assertThat(operation.isCalledBy(last.method(), last.path())).isTrue());
    }
  }

  private static String[] permissions(Operation operation) {
    return operation.permission().isEmpty() ? new String[0] : new String[] {operation.permission()};
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void without_a_token_it_answers_a_bare_challenge(Operation operation) {
    Reply reply = call(nobody, operation).expect(401);
    Envelope.require(reply, "unauthorized");
    assertThat(challenge(reply)).isEqualTo("Bearer");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void a_token_that_does_not_hold_is_told_so(Operation operation) {
    for (Api caller :
        List.of(
            nobody.bearer("garbage"),
            nobody.bearer(OWNER.signByStranger()),
            nobody.as(OWNER.validity(Duration.ofHours(-1))),
            nobody.as(OWNER.issuer("https://elsewhere.example")))) {
      Reply reply = call(caller, operation).expect(401);
      Envelope.require(reply, "unauthorized");
      assertThat(challenge(reply)).contains("error=\"invalid_token\"");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void no_other_scope_is_enough_and_the_scope_is_looked_at_first(Operation operation) {
    String[] others =
        OWNER.scopes().stream().filter(s -> !s.equals(operation.scope())).toArray(String[]::new);
    for (Token token : List.of(OWNER.scopes(others), OWNER.scopes(others).permissions("none"))) {
      Reply reply = call(nobody.as(token), operation).expect(403);
      Envelope.require(reply, "forbidden");
      assertThat(challenge(reply))
          .isEqualTo("Bearer error=\"insufficient_scope\", scope=\"" + operation.scope() + "\"");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withPermission")
  void no_other_permission_is_enough(Operation operation) {
    String[] others =
        OWNER.permissions().stream()
            .filter(p -> !p.equals(operation.permission()))
            .toArray(String[]::new);
    for (Token token : List.of(OWNER.permissions(others), OWNER.permissions("none"))) {
      Reply reply = call(nobody.as(token), operation).expect(403);
      Envelope.require(reply, "forbidden");
      assertThat(challenge(reply)).isEqualTo("none");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withObject")
  void who_may_not_is_not_told_what_exists(Operation operation) {
    String nothing = operation.on(Sample.of(operation).thing().unknownId());
    call(nobody.as(OWNER.scopes("none")), operation, nothing).expect(403);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withObject")
  void another_tenants_object_does_not_exist(Operation operation) {
    Envelope.require(call(stranger, operation).expect(404), "not_found");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withObject")
  void an_unknown_id_is_404_before_the_body_is_looked_at(Operation operation) {
    Thing thing = Sample.of(operation).thing();
    for (String id : List.of(thing.unknownId(), thing.malformedId())) {
      Envelope.require(call(owner, operation, operation.on(id)).expect(404), "not_found");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void another_method_is_405_and_told_the_right_ones(Operation operation) {
    Set<String> answered = new TreeSet<>(operation.methodsOfPath());
    answered.add("OPTIONS");
    if (answered.contains("GET")) {
      answered.add("HEAD");
    }
    for (Api caller : List.of(owner, nobody.as(OWNER.scopes("none")))) {
      Reply reply = caller.send("PUT", ownedBy(operation)).expect(405);
      Envelope.require(reply, "method_not_allowed");
      Set<String> allowed =
          new TreeSet<>(Arrays.asList(reply.findHeader("Allow").orElse("").split(" *, *")));
      assertThat(allowed).isEqualTo(answered);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withBody")
  void another_media_type_is_415_before_the_scope_is_looked_at(Operation operation) {
    for (String type :
        List.of("text/plain", "application/xml", "application/json;charset=ISO-8859-1")) {
      for (Api caller : List.of(owner, nobody.as(OWNER.scopes("none")))) {
        Reply reply = caller.send(operation.method(), ownedBy(operation), type, "{}").expect(415);
        Envelope.require(reply, "unsupported_media_type");
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withBody")
  void what_is_no_json_is_400(Operation operation) {
    for (String body : List.of(NO_JSON, "{} {}", "\u0000")) {
      Reply reply =
          owner.send(operation.method(), ownedBy(operation), "application/json", body).expect(400);
      Envelope.require(reply, "validation_error");
      assertThat(reply.wrongFields()).containsExactly("body");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("conditional")
  void another_version_is_412_before_the_body_is_looked_at(Operation operation) {
    for (String tag : List.of("\"99\"", "\"x\"", "W/\"x\"", "nonsense")) {
      Reply reply = call(owner.header("If-Match", tag), operation).expect(412);
      Envelope.require(reply, "precondition_failed");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("conditional")
  void an_unknown_id_is_404_before_the_version_is_looked_at(Operation operation) {
    String nothing = operation.on(Sample.of(operation).thing().unknownId());
    call(owner.header("If-Match", "\"x\""), operation, nothing).expect(404);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withCheckedQuery")
  void a_query_value_that_is_none_is_named(Operation operation) {
    operation
        .checkedQuery()
        .forEach(
            name -> {
              Reply reply = owner.get(ownedBy(operation) + "?" + name + "=!").expect(400);
              Envelope.require(reply, "validation_error");
              assertThat(reply.wrongFields()).containsExactly(name);
            });
  }
}
