package dev.webhooks.jaxrs.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.jaxrs.client.model.AuthenType;
import dev.webhooks.jaxrs.client.model.Delivery;
import dev.webhooks.jaxrs.client.model.DeliveryQuery;
import dev.webhooks.jaxrs.client.model.DeliveryStatus;
import dev.webhooks.jaxrs.client.model.RequestContentType;
import dev.webhooks.jaxrs.client.model.TransferType;
import dev.webhooks.jaxrs.client.model.Webhook;
import dev.webhooks.jaxrs.client.model.WebhookEventType;
import org.junit.jupiter.api.Test;

/** A service that is newer than the client, and says what that has never heard of. */
class NewerServiceTest extends ClientTest {

  @Test
  void a_delivery_that_stands_otherwise_leaves_the_page_readable() {
    service.answers(
        200,
        """
        {"status":"success","hint":"x","data":[
        {"id":"d2","event_id":"evt_1","endpoint_id":31,"status":"paused","paused":{"by":[1]}},
        {"id":"d1","event_id":"evt_1","endpoint_id":31,"status":"failed"}],
        "meta":{"next_cursor":null,"took":1}}\
        """);

    assertThat(client.deliveries().page(DeliveryQuery.all()).items())
        .extracting(Delivery::status)
        .containsExactly(DeliveryStatus.UNKNOWN, DeliveryStatus.FAILED);
  }

  @Test
  void a_webhook_of_another_kind_is_readable() {
    service.answers(
        200,
        """
        {"status":"success","data":{"id":23,"bank_account_id":19,"name":"Shop",
        "event_type":"Fees_only","authen_type":"Passkey","webhook_url":"https://example.com/",
        "request_content_type":"Protobuf","created_at":"2025-02-15 14:23:56","colour":"red"}}\
        """);

    Webhook webhook = client.webhooks().get(23);

    assertThat(webhook.name()).isEqualTo("Shop");
    assertThat(webhook.eventType()).isEqualTo(WebhookEventType.UNKNOWN);
    assertThat(webhook.authenType()).isEqualTo(AuthenType.UNKNOWN);
    assertThat(webhook.requestContentType()).isEqualTo(RequestContentType.UNKNOWN);
  }

  @Test
  void a_transaction_and_a_recovery_of_another_kind_are_readable() {
    service
        .answers(
            200,
            """
            {"status":"success","data":{"id":92704,"gateway":"Vietcombank",
            "transaction_date":"2024-07-02 11:08:33","account_number":"1017588888",
            "transfer_type":"reversal","transfer_amount":1}}\
            """)
        .answers(
            200,
            """
            {"status":"success","data":{"id":"r1","status":"paused","delivery_status":"paused"}}\
            """);

    assertThat(client.transactions().get(92704).transferType()).isEqualTo(TransferType.UNKNOWN);
    assertThat(client.recoveries().get("r1").deliveryStatus()).isEqualTo(DeliveryStatus.UNKNOWN);
  }
}
