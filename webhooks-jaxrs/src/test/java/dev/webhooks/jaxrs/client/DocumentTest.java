package dev.webhooks.jaxrs.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.jaxrs.client.model.BankAccount;
import dev.webhooks.jaxrs.client.model.BankAccountRequest;
import dev.webhooks.jaxrs.client.model.CreatedEndpoint;
import dev.webhooks.jaxrs.client.model.Delivery;
import dev.webhooks.jaxrs.client.model.DeliveryAttempt;
import dev.webhooks.jaxrs.client.model.Endpoint;
import dev.webhooks.jaxrs.client.model.EndpointRequest;
import dev.webhooks.jaxrs.client.model.EndpointStatistics;
import dev.webhooks.jaxrs.client.model.Event;
import dev.webhooks.jaxrs.client.model.EventRequest;
import dev.webhooks.jaxrs.client.model.EventType;
import dev.webhooks.jaxrs.client.model.EventTypeRequest;
import dev.webhooks.jaxrs.client.model.PublishedEvent;
import dev.webhooks.jaxrs.client.model.PublishedTransaction;
import dev.webhooks.jaxrs.client.model.Recovery;
import dev.webhooks.jaxrs.client.model.RecoveryRequest;
import dev.webhooks.jaxrs.client.model.Transaction;
import dev.webhooks.jaxrs.client.model.TransactionRequest;
import dev.webhooks.jaxrs.client.model.Verification;
import dev.webhooks.jaxrs.client.model.Webhook;
import dev.webhooks.jaxrs.client.model.WebhookRequest;
import jakarta.json.bind.annotation.JsonbProperty;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The client's records have the fields of the API document, all of them and no others. */
class DocumentTest {
  private static final Map<String, Object> SCHEMAS = load();

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  private static Map<String, Object> load() {
    Path document = Path.of("../webhooks-war/src/main/webapp/openapi.yaml");
    try (InputStream yaml = Files.newInputStream(document)) {
      Map<String, Object> components = map(map(new Yaml().load(yaml)).get("components"));
      return map(components.get("schemas"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<Arguments> records() {
    return Stream.of(
        Arguments.of("WebhookRequest", WebhookRequest.class),
        Arguments.of("WebhookChanges", WebhookRequest.class),
        Arguments.of("Webhook", Webhook.class),
        Arguments.of("BankAccountRequest", BankAccountRequest.class),
        Arguments.of("BankAccountChanges", BankAccountRequest.class),
        Arguments.of("BankAccount", BankAccount.class),
        Arguments.of("TransactionRequest", TransactionRequest.class),
        Arguments.of("PublishedTransaction", PublishedTransaction.class),
        Arguments.of("Transaction", Transaction.class),
        Arguments.of("EndpointRequest", EndpointRequest.class),
        Arguments.of("EndpointChanges", EndpointRequest.class),
        Arguments.of("Endpoint", Endpoint.class),
        Arguments.of("CreatedEndpoint", CreatedEndpoint.class),
        Arguments.of("Verification", Verification.class),
        Arguments.of("RecoverRequest", RecoveryRequest.class),
        Arguments.of("Recovery", Recovery.class),
        Arguments.of("Statistics", EndpointStatistics.class),
        Arguments.of("EventRequest", EventRequest.class),
        Arguments.of("PublishedEvent", PublishedEvent.class),
        Arguments.of("EventWithContent", Event.class),
        Arguments.of("DeliveryWithAttempts", Delivery.class),
        Arguments.of("DeliveryAttempt", DeliveryAttempt.class),
        Arguments.of("EventType", EventType.class),
        Arguments.of("EventTypeRequest", EventTypeRequest.class));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("records")
  void a_record_has_the_fields_of_its_schema(String schema, Class<? extends Record> type) {
    assertThat(wireNames(type)).isEqualTo(fieldsOf(map(SCHEMAS.get(schema))));
  }

  /** Its own properties and those of the schemas it is made of. */
  private static Set<String> fieldsOf(Map<String, Object> schema) {
    if (schema.get("$ref") instanceof String reference) {
      return fieldsOf(map(SCHEMAS.get(reference.substring("#/components/schemas/".length()))));
    }
    Set<String> fields = new TreeSet<>(map(schema.getOrDefault("properties", Map.of())).keySet());
    List<?> parts = (List<?>) schema.getOrDefault("allOf", List.of());
    parts.forEach(part -> fields.addAll(fieldsOf(map(part))));
    return fields;
  }

  private static Set<String> wireNames(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(DocumentTest::wireName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String wireName(RecordComponent component) {
    try {
      var named =
          component
              .getDeclaringRecord()
              .getDeclaredField(component.getName())
              .getAnnotation(JsonbProperty.class);
      return named == null || named.value().isEmpty()
          ? component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT)
          : named.value();
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }
}
