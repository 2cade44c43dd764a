package dev.webhooks.war.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.ejb.endpoint.EventTypeChange;
import dev.webhooks.war.json.Fields;
import dev.webhooks.war.json.JsonReading;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventTypesResourceTest {

  private static EventTypeChange change(String json, boolean hasSchema) {
    Fields fields = Fields.of(JsonReading.object(json.getBytes(StandardCharsets.UTF_8)));
    return EventTypesResource.change(fields, hasSchema);
  }

  @Test
  void what_an_update_leaves_out_stays() {
    assertThat(change("{}", true)).isEqualTo(new EventTypeChange(null, null, null, null));
  }

  @Test
  void null_in_an_update_restores_the_default() {
    String nulls = "{\"description\":null,\"schema\":null,\"examples\":null,\"archived\":null}";
    assertThat(change(nulls, true)).isEqualTo(new EventTypeChange("", "{}", List.of(), false));
  }

  @Test
  void no_schema_written_back_as_null_makes_no_version() {
    assertThat(change("{\"schema\":null}", false).schema()).isNull();
  }
}
