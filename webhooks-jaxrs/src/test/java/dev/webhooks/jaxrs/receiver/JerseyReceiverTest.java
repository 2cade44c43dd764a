package dev.webhooks.jaxrs.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.jaxrs.receiver.VerifiedWebhookFilterTest.VerifiedApplication;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JerseyReceiverTest {

  @ParameterizedTest
  @CsvSource({"21, false", "20, true", "3000000000, false", "99999999999999999999, false"})
  void a_length_is_believed_however_large_it_is_said_to_be(String length, boolean read)
      throws IOException {
    URI here = URI.create("http://localhost/");
    ContainerRequest request =
        new ContainerRequest(here, here, "POST", null, new MapPropertiesDelegate(), null);
    request.header("Content-Length", length);
    request.setEntityStream(new ByteArrayInputStream(new byte[20]));

    assertThat(BoundedBody.read(request, 20).isPresent()).isEqualTo(read);
  }

  @Test
  void an_application_that_is_given_as_its_class_protects_every_resource() {
    ResourceConfig application = ResourceConfig.forApplicationClass(VerifiedApplication.class);
    try (ReceiverServer receiver = new ReceiverServer(application)) {
      VerifiedWebhookFilterTest.assertProtected(receiver);
    }
  }
}
