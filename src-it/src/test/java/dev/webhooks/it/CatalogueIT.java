package dev.webhooks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.webhooks.it.support.Api;
import dev.webhooks.it.support.Fields;
import dev.webhooks.it.support.PostgresServer;
import dev.webhooks.it.support.ServiceProcess;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event types that the installation brings along in a file. */
class CatalogueIT {
  private static final String SCHEMA = "{\"type\":\"object\",\"required\":[\"object\"]}";

  @TempDir private Path directory;

  private Path write(String schemas, String examples) throws IOException {
    return Files.writeString(
        directory.resolve("catalogue.json"),
        """
        {"event_types": [
          {"name": "invoice.paid", "description": "Paid.", "schemas": [%s], "examples": [%s]},
          {"name": "invoice.sent"}]}
        """
            .formatted(schemas, examples));
  }

  private static Map<String, String> with(Map<String, String> database, Path file) {
    Map<String, String> environment = new HashMap<>(database);
    environment.put("WEBHOOKS_CATALOGUE_FILE", file.toString());
    return environment;
  }

  private static JsonObject event(String data) {
    return Fields.of("type", "invoice.paid", "livemode", false, "data", Fields.parse(data));
  }

  @Test
  void a_catalogue_is_imported_once_and_a_broken_one_stops_the_start() throws IOException {
    var database = PostgresServer.newDatabase();
    Path file = write(SCHEMA, "{\"object\":{\"total\":1}}");
    try (var service = ServiceProcess.start("catalogue", with(database, file))) {
      assertThat(service.logText())
          .contains("2 event types added (invoice.paid, invoice.sent), 0 changed, 0 unchanged");
      Api api = Api.ofNewTenant(service);
      JsonObject type = api.get("event-types/invoice.paid").expect(200).data();
      assertThat(type.getBoolean("built_in")).isTrue();
      assertThat(type.getJsonArray("examples")).hasSize(1);
      api.post("events", event("{\"object\":{}}")).expect(202);
      api.patch("event-types/invoice.paid", Fields.of("description", "mine")).expect(409);

      service.stop();
      write(SCHEMA + ",{\"type\":\"object\",\"required\":[\"object\",\"sent_by\"]}", "");
      service.start();
      assertThat(service.logText())
          .contains("1 changed (invoice.paid: schema version 2, examples), 1 unchanged");
      assertThat(api.post("events", event("{\"object\":{}}")).expect(400).wrongFields())
          .containsExactly("data");

      service.stop();
      write("{\"type\":\"array\"}", "7");
      assertThatThrownBy(service::start).isInstanceOf(AssertionError.class);
      assertThat(service.logText())
          .contains(
              "WEBHOOKS_CATALOGUE_FILE " + file,
              "invoice.paid: examples[0] is not what the schema describes");
    }
  }
}
