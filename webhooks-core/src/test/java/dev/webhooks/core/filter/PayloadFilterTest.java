package dev.webhooks.core.filter;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.webhooks.core.model.Direction;
import dev.webhooks.core.model.Event;
import dev.webhooks.core.model.TransactionFacts;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadFilterTest {
  private static final String DATA =
      """
      {"object":{"amount":20000,"rate":1.0,"currency":"USD","status":"SUCCESS","note":null,\
      "tags":["a"],"nested":{"a.b":1,"deep":{"x":true}}}}\
      """;

  private static final Event EVENT =
      new Event(
          "evt_1",
          "acme",
          "payment.succeeded",
          true,
          Set.of(),
          ("{\"id\":\"evt_1\",\"object\":\"event\",\"data\":" + DATA + ",\"api_version\":\"x\"}")
              .getBytes(StandardCharsets.UTF_8),
          null);

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | true",
        "{'type':'payment.succeeded'} | true",
        "{'type':{'$startsWith':'payment.'}} | true",
        "{'type':'payment.failed'} | false",
        "{'livemode':true} | true",
        "{'livemode':'true'} | false",
        "{'data.object.amount':20000} | true",
        "{'data.object.amount':20000.00} | true",
        "{'data.object.amount':'20000'} | false",
        "{'data.object.amount':{'$gte':20000}} | true",
        "{'data.object.amount':{'$gt':20000}} | false",
        "{'data.object.amount':{'$gt':1,'$lt':20001}} | true",
        "{'data.object.amount':{'$gt':1,'$lt':20000}} | false",
        "{'data.object.amount':{'$lte':20000}} | true",
        "{'data.object.amount':{'$gt':'1'}} | false",
        "{'data.object.currency':{'$gt':'EUR'}} | true",
        "{'data.object.currency':{'$in':['EUR','USD']}} | true",
        "{'data.object.currency':{'$nin':['EUR','USD']}} | false",
        "{'data.object.missing':{'$nin':['EUR']}} | true",
        "{'data.object.missing':{'$neq':1}} | true",
        "{'data.object.missing':{'$exist':false}} | true",
        "{'data.object.tags':{'$exist':true}} | true",
        "{'data.object.tags':{'$eq':'a'}} | false",
        "{'data.object.note':null} | true",
        "{'data.object.missing':null} | false",
        "{'data.object.nested.deep.x':true} | true",
        "{'data.object.nested.deep':{'$exist':true},'data.object.nested.deep.x':true} | true",
        "{'data.object.nested.a.b':1} | true",
        "{'data.object.nested.a':1} | false",
        "{'data.object.nest':{'$exist':true}} | false",
        "{'data':{'$exist':true}} | true",
        "{'data.object.currency':'USD','data.object.status':'FAILED'} | false",
        "{'$or':[{'data.object.status':'FAILED'},{'data.object.currency':'USD'}]} | true",
        "{'$and':[{'data.object.status':'SUCCESS'},{'data.object.currency':'EUR'}]} | false",
        "{'$not':{'data.object.status':'FAILED'}} | true",
        "{'data.object.amount':{'$gte':20000},'$or':[{'type':'payment.failed'},{'livemode':true}]}"
            + " | true",
      },
      quoteCharacter = '~')
  void a_filter_takes_what_it_describes(String filter, boolean taken) {
    assertThat(PayloadFilter.parse(filter.replace('\'', '"')).matches(EVENT)).isEqualTo(taken);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'data.transferAmount':{'$gte':20000}} | true",
        "{'data.transferAmount':{'$gt':20000}} | false",
        "{'data.code':null} | true",
        "{'type':'transaction.in','data.gateway':'Vietcombank'} | true",
      },
      quoteCharacter = '~')
  void of_a_bank_transaction_the_data_is_the_whole_body(String filter, boolean taken) {
    String body = "{\"id\":7,\"gateway\":\"Vietcombank\",\"code\":null,\"transferAmount\":20000}";
    Event transaction =
        new Event(
            "evt_2",
            "acme",
            Event.TRANSACTION_IN,
            true,
            Set.of(),
            body.getBytes(StandardCharsets.UTF_8),
            new TransactionFacts(7, 19, null, Direction.IN, false));

    assertThat(PayloadFilter.parse(filter.replace('\'', '"')).matches(transaction))
        .isEqualTo(taken);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | must be an object",
        "{ | is not valid JSON",
        "{} {} | must be one JSON object",
        "{'amount':1} | amount: must be type, livemode, or a path that begins with data",
        "{'type.x':1} | type.x: must be type, livemode",
        "{'data.':1} | data.: must be type",
        "{'$nor':[]} | $nor: is no operator",
        "{'$or':[]} | $or: must not be empty",
        "{'$or':{}} | $or: must be a list of filters",
        "{'$not':[]} | $not: must be an object",
        "{'data.a':{}} | data.a: must have an operator",
        "{'data.a':{'$gt':true}} | data.a.$gt: must be a number or a text",
        "{'data.a':{'$exist':1}} | data.a.$exist: must be true or false",
        "{'data.a':{'$startsWith':1}} | data.a.$startsWith: must be a text",
        "{'data.a':{'$in':1}} | data.a.$in: must be a list",
        "{'data.a':{'$regex':'x'}} | data.a.$regex: is no operator",
        "{'data.a':[1]} | data.a: must be a text, number, true, false or null, not an array",
        "{'data.a':1,'data.a':2} | is not valid JSON",
      },
      quoteCharacter = '~')
  void a_bad_filter_is_refused_with_the_place_and_the_reason(String filter, String message) {
    assertThatThrownBy(() -> PayloadFilter.parse(filter.replace('\'', '"')))
        .isInstanceOf(FilterSyntaxException.class)
        .hasMessageContaining(message);
  }

  @Test
  void a_number_that_nobody_can_reckon_with_equals_nothing() {
    byte[] body = "{\"data\":{\"n\":1e99999999999}}".getBytes(StandardCharsets.UTF_8);
    var event = new Event("evt_1", "acme", "a.b", true, Set.of(), body, null);

    assertThat(PayloadFilter.parse("{\"data.n\":{\"$gte\":1}}").matches(event)).isFalse();
    assertThat(PayloadFilter.parse("{\"data.n\":{\"$exist\":true}}").matches(event)).isTrue();
  }

  @Test
  void depth_and_size_are_bounded() {
    String deep = "{\"$not\":".repeat(20) + "{}" + "}".repeat(20);
    assertThatThrownBy(() -> PayloadFilter.parse(deep)).hasMessageContaining("nested");
    String wide = "{\"data.a\":{\"$in\":[1" + ",1".repeat(300) + "]}}";
    assertThatThrownBy(() -> PayloadFilter.parse(wide)).hasMessageContaining("too many");
    String far = "{\"data" + ".a".repeat(64) + "\":1}";
    assertThatThrownBy(() -> PayloadFilter.parse(far)).hasMessageContaining("at most 64 parts");
  }

  /** A tenant's filter is tried where everybody's events are stored. */
  @Test
  void reading_an_event_costs_what_the_event_takes_however_long_the_paths_are() {
    String name = "k".repeat(49_000);
    String members =
        IntStream.range(0, 10_000).mapToObj(i -> "\"" + i + "\":1").collect(joining(","));
    byte[] body =
        ("{\"data\":{\"" + name + "\":{" + members + "}}}").getBytes(StandardCharsets.UTF_8);
    var event = new Event("evt_1", "acme", "a.b", true, Set.of(), body, null);
    PayloadFilter filter = PayloadFilter.parse("{\"data." + name + ".x\":1}");

    var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();
    boolean taken = filter.matches(event);
    long allocated = thread.getCurrentThreadAllocatedBytes() - before;

    assertThat(taken).isFalse();
    assertThat(allocated).isLessThan(100L * body.length);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | ",
        "{'data.object.amount':{'$gt':1,'$lt':20000}} | {'data.object.amount':{'$lt':20000}}",
        "{'data.object.currency':'USD','data.object.status':'FAILED'}"
            + " | {'data.object.status':'FAILED'}",
        "{'data.object.rate':{'$in':[2.50,'x',null,true]}}"
            + " | {'data.object.rate':{'$in':[2.50,'x',null,true]}}",
        "{'$or':[{'type':'a','livemode':true},{'data.object.missing':{'$exist':true}}]}"
            + " | {'$or':[{'$and':[{'type':'a'},{'livemode':true}]},"
            + "{'data.object.missing':{'$exist':true}}]}",
        "{'$not':{'data.object.status':{'$startsWith':'SUC'}}}"
            + " | {'$not':{'data.object.status':{'$startsWith':'SUC'}}}",
        "{'$and':[{'livemode':true},{'$not':{}}]} | {'$not':{}}",
        "{'data.object.currency':{'$neq':'USD'}} | {'data.object.currency':{'$neq':'USD'}}",
        "{'data.object.currency':'\\u00e9\\n'} | {'data.object.currency':'é\\n'}",
      },
      quoteCharacter = '~')
  void the_part_that_fails_is_named_as_a_filter_of_its_own(String filter, String clause) {
    assertThat(PayloadFilter.parse(filter.replace('\'', '"')).failedClause(EVENT))
        .isEqualTo(Optional.ofNullable(clause).map(text -> text.replace('\'', '"')));
  }

  @Test
  void filters_with_the_same_text_are_equal() {
    assertThat(PayloadFilter.parse("{}")).isEqualTo(PayloadFilter.parse("{}"));
  }
}
