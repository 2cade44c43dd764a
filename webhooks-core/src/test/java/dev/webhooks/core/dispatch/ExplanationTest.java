package dev.webhooks.core.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.filter.PayloadFilter;
import dev.webhooks.core.model.Direction;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.EndpointStatus;
import dev.webhooks.core.model.Event;
import dev.webhooks.core.model.EventTypePattern;
import dev.webhooks.core.model.Match;
import dev.webhooks.core.model.Subscription;
import dev.webhooks.core.model.TransactionFacts;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What is said about why an endpoint gets an event or not is what publishing does. */
class ExplanationTest {
  private static final List<String> TENANTS = List.of("acme", "other");
  private static final List<String> TYPES =
      List.of("payment.succeeded", "payment.failed", "refund.created", "endpoint.created");
  private static final List<String> PATTERNS =
      List.of("*", "payment.*", "payment.failed", "transaction.*", "transaction.in", "endpoint.*");
  private static final List<String> FILTERS =
      List.of(
          "{}",
          "{\"data.object.amount\":{\"$gte\":5,\"$lt\":8}}",
          "{\"type\":{\"$startsWith\":\"payment.\"},\"data.object.amount\":{\"$in\":[1,2,3]}}",
          "{\"$or\":[{\"type\":\"payment.failed\"},{\"data.object.amount\":{\"$nin\":[1,2]}}]}",
          "{\"$not\":{\"livemode\":true,\"data.object.note\":{\"$exist\":false}}}",
          "{\"$and\":[{\"$not\":{\"type\":\"refund.created\"}},{\"data.object.note\":\"\\\"x\\\"\"}]}");

  @Provide
  Arbitrary<Event> events() {
    var published =
        Combinators.combine(
                Arbitraries.of(TENANTS),
                Arbitraries.of(TYPES),
                Arbitraries.of(true, false),
                Arbitraries.of("a", "b", "c").set().ofMaxSize(2),
                Arbitraries.integers().between(0, 9))
            .as(ExplanationTest::event);
    var transactions =
        Combinators.combine(
                Arbitraries.of(TENANTS),
                Arbitraries.of(Direction.class),
                Arbitraries.longs().between(1, 2),
                Arbitraries.longs().between(1, 3).injectNull(0.4),
                Arbitraries.of(true, false))
            .as(ExplanationTest::transaction);
    return Arbitraries.oneOf(published, transactions);
  }

  @Provide
  Arbitrary<List<Endpoint>> endpoints() {
    var byType =
        Combinators.combine(
                Arbitraries.of(PATTERNS)
                    .map(EventTypePattern::new)
                    .list()
                    .ofMinSize(1)
                    .ofMaxSize(2),
                Arbitraries.of(true, false),
                Arbitraries.of("a", "b", "c").set().ofMaxSize(2),
                Arbitraries.of(FILTERS).map(PayloadFilter::parse))
            .as((types, live, channels, filter) -> subscription(types, live, channels, filter));
    var byAccount =
        Combinators.combine(
                Arbitraries.longs().between(1, 2),
                Arbitraries.of(Direction.class).injectNull(0.4),
                Arbitraries.of(true, false),
                Arbitraries.longs().between(1, 3).set().ofMaxSize(2).injectNull(0.4))
            .as(
                (id, to, code, only) ->
                    (Subscription) new Subscription.Transactions(id, to, code, only));
    return Combinators.combine(
            Arbitraries.oneOf(byType, byAccount),
            Arbitraries.of(TENANTS),
            Arbitraries.of(EndpointStatus.class))
        .as(
            (subscription, tenant, status) ->
                Endpoint.builder(1, URI.create("https://example.com/"))
                    .subscription(subscription)
                    .tenant(tenant)
                    .status(status)
                    .build())
        .list()
        .ofMaxSize(8);
  }

  private static Subscription subscription(
      List<EventTypePattern> types, boolean live, Set<String> channels, PayloadFilter filter) {
    return new Subscription.Events(types, live, channels, filter);
  }

  private static Event event(
      String tenant, String type, boolean live, Set<String> channels, int amount) {
    String note = amount % 2 == 0 ? ",\"note\":\"\\\"x\\\"\"" : "";
    String body = "{\"data\":{\"object\":{\"amount\":" + amount + note + "}}}";
    return new Event("evt_1", tenant, type, live, channels, body.getBytes(UTF_8), null);
  }

  private static Event transaction(
      String tenant, Direction direction, long account, Long subAccount, boolean hasCode) {
    return new Event(
        "evt_1",
        tenant,
        direction == Direction.IN ? Event.TRANSACTION_IN : Event.TRANSACTION_OUT,
        true,
        Set.of(),
        "{}".getBytes(UTF_8),
        new TransactionFacts(7, account, subAccount, direction, hasCode));
  }

  private static EndpointDirectory directory(List<Endpoint> endpoints) {
    RegisteredEndpoints registered = new RegisteredEndpoints();
    for (int i = 0; i < endpoints.size(); i++) {
      Endpoint one = endpoints.get(i);
      registered.put(
          Endpoint.builder(i + 1, one.url())
              .subscription(one.subscription())
              .tenant(one.tenant())
              .status(one.status())
              .build());
    }
    EndpointDirectory directory = new EndpointDirectory(registered);
    directory.refresh();
    return directory;
  }

  @Property
  void an_explanation_never_disagrees_with_what_is_published(
      @ForAll("endpoints") List<Endpoint> endpoints, @ForAll("events") Event event) {
    EndpointDirectory directory = directory(endpoints);

    List<MatchedEndpoint> explained = directory.explain(event);

    assertThat(explained.stream().filter(one -> one.match().isTaken()))
        .extracting(MatchedEndpoint::endpoint)
        .containsExactlyElementsOf(directory.matching(event));
    assertThat(explained)
        .hasSameSizeAs(
            endpoints.stream()
                .filter(one -> one.tenant().equals(event.tenant()))
                .filter(one -> one.status() != EndpointStatus.DELETED)
                .toList());
  }

  @Property
  void a_subscription_matches_by_its_rules(
      @ForAll("endpoints") List<Endpoint> endpoints, @ForAll("events") Event event) {
    for (Endpoint endpoint : endpoints) {
      boolean taken =
          (endpoint.status() == EndpointStatus.ENABLED
                  || endpoint.status() == EndpointStatus.UNVERIFIED)
              && endpoint.tenant().equals(event.tenant())
              && naively(endpoint.subscription(), event);
      assertThat(endpoint.takes(event)).isEqualTo(taken);
      assertThat(endpoint.match(event).isTaken()).isEqualTo(taken);
    }
  }

  /** The rules of the contract once more, as plainly as they can be written. */
  private static boolean naively(Subscription subscription, Event event) {
    TransactionFacts facts = event.transaction();
    if (subscription instanceof Subscription.Transactions asked) {
      return facts != null
          && facts.bankAccountId() == asked.bankAccountId()
          && (asked.direction() == null || asked.direction() == facts.direction())
          && (facts.hasCode() || !asked.skipWithoutCode())
          && (asked.onlySubAccounts() == null
              || (facts.subAccountId() != null
                  && asked.onlySubAccounts().contains(facts.subAccountId())));
    }
    Subscription.Events asked = (Subscription.Events) subscription;
    return asked.livemode() == event.livemode()
        && asked.types().stream().anyMatch(type -> type.matches(event.type()))
        && (asked.channels().isEmpty() || !Collections.disjoint(asked.channels(), event.channels()))
        && asked.filter().matches(event);
  }

  @Property
  void the_clause_that_is_named_is_one_that_fails(
      @ForAll("endpoints") List<Endpoint> endpoints, @ForAll("events") Event event) {
    for (MatchedEndpoint explained : directory(endpoints).explain(event)) {
      assertThat(explained.failedClause().isPresent()).isEqualTo(explained.match() == Match.FILTER);
      explained
          .failedClause()
          .ifPresent(text -> assertThat(PayloadFilter.parse(text).matches(event)).isFalse());
    }
  }

  @Test
  void the_first_rule_that_keeps_an_event_away_is_named() {
    Event event = event("acme", "payment.failed", true, Set.of("a"), 1);
    Event transaction = transaction("acme", Direction.IN, 1, 1L, false);

    assertThat(of("*", true, Set.of(), "{}").match(event)).isEqualTo(Match.TAKEN);
    assertThat(of("refund.*", false, Set.of("b"), "{\"type\":1}").match(event))
        .isEqualTo(Match.MODE);
    assertThat(of("refund.*", true, Set.of("b"), "{\"type\":1}").match(event))
        .isEqualTo(Match.TYPE);
    assertThat(of("*", true, Set.of("b"), "{\"type\":1}").match(event)).isEqualTo(Match.CHANNEL);
    assertThat(of("*", true, Set.of("a"), "{\"type\":1}").match(event)).isEqualTo(Match.FILTER);
    assertThat(of("*", true, Set.of(), "{}").match(transaction)).isEqualTo(Match.TYPE);
    assertThat(account(2, Direction.OUT, true, Set.of(2L)).match(event))
        .isEqualTo(Match.NO_TRANSACTION);
    assertThat(account(2, Direction.OUT, true, Set.of(2L)).match(transaction))
        .isEqualTo(Match.BANK_ACCOUNT);
    assertThat(account(1, Direction.OUT, true, Set.of(2L)).match(transaction))
        .isEqualTo(Match.DIRECTION);
    assertThat(account(1, Direction.IN, true, Set.of(2L)).match(transaction))
        .isEqualTo(Match.NO_CODE);
    assertThat(account(1, null, false, Set.of(2L)).match(transaction))
        .isEqualTo(Match.VIRTUAL_ACCOUNT);
    assertThat(account(1, null, false, Set.of(1L)).match(transaction)).isEqualTo(Match.TAKEN);
  }

  @Test
  void endpoints_that_are_switched_off_say_so() {
    Event event = event("acme", "payment.failed", true, Set.of(), 1);
    Endpoint endpoint =
        Endpoint.builder(1, URI.create("https://example.com/")).tenant("acme").build();

    assertThat(endpoint.match(event)).isEqualTo(Match.TAKEN);
    assertThat(endpoint.toBuilder().status(EndpointStatus.DISABLED).build().match(event))
        .isEqualTo(Match.DISABLED);
    assertThat(endpoint.toBuilder().status(EndpointStatus.DELETED).build().match(event))
        .isEqualTo(Match.DELETED);
    assertThat(endpoint.toBuilder().tenant("other").build().match(event))
        .isEqualTo(Match.ANOTHER_TENANT);
  }

  private static Subscription of(String type, boolean live, Set<String> channels, String filter) {
    return subscription(
        List.of(new EventTypePattern(type)), live, channels, PayloadFilter.parse(filter));
  }

  private static Subscription account(
      long id, Direction direction, boolean skipWithoutCode, Set<Long> only) {
    return new Subscription.Transactions(id, direction, skipWithoutCode, only);
  }
}
