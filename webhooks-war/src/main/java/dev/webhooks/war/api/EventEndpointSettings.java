package dev.webhooks.war.api;

import dev.webhooks.core.model.BodyFormat;
import dev.webhooks.core.model.EventTypePattern;
import dev.webhooks.core.model.Header;
import dev.webhooks.core.signing.SignatureScheme;
import dev.webhooks.ejb.endpoint.Credentials;
import dev.webhooks.ejb.endpoint.EndpointSettings;
import dev.webhooks.ejb.endpoint.Selection;
import dev.webhooks.war.json.JsonReading;
import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An EPaySe endpoint in the service's own terms, and back. Pure. */
final class EventEndpointSettings {
  private EventEndpointSettings() {}

  /**
   * What is stored of a request.
   *
   * @param request one that keeps all rules
   */
  static EndpointSettings of(EndpointRequest request) {
    return new EndpointSettings(
        request.description(),
        URI.create(Objects.requireNonNull(request.url())),
        request.enabled(),
        selection(request),
        request.authentication().toCredentials(Set.copyOf(request.signatures()), request.secret()),
        BodyFormat.JSON,
        request.retrySchedule() == null
            ? null
            : request.retrySchedule().stream().map(Duration::ofSeconds).toList(),
        request.timeoutSeconds() == null ? null : Duration.ofSeconds(request.timeoutSeconds()),
        request.headers().entrySet().stream()
            .map(header -> new Header(header.getKey(), header.getValue()))
            .toList(),
        request.rateLimit(),
        request.ordered(),
        false,
        request.metadata(),
        request.verifyOwnership());
  }

  private static Selection selection(EndpointRequest request) {
    return new Selection.Events(
        Objects.requireNonNull(request.eventTypes()).stream()
            .distinct()
            .map(EventTypePattern::new)
            .toList(),
        Objects.requireNonNull(request.livemode()),
        Set.copyOf(request.channels()),
        request.filter() == null ? null : request.filter().toString());
  }

  /** The request that leads to these settings; of signing secrets it says nothing. */
  static EndpointRequest toRequest(EndpointSettings settings) {
    Selection.Events selection = (Selection.Events) settings.selection();
    return new EndpointRequest(
        settings.url().toString(),
        settings.name(),
        selection.types().stream().map(EventTypePattern::pattern).toList(),
        selection.livemode(),
        settings.enabled(),
        EndpointAuthentication.of(settings.credentials()),
        schemes(settings.credentials()),
        headers(settings.headers()),
        selection.channels().stream().sorted().toList(),
        filter(selection.filter()),
        settings.rateLimit(),
        settings.ordered(),
        settings.retryDelays() == null
            ? null
            : settings.retryDelays().stream().map(Duration::toSeconds).toList(),
        settings.timeout() == null ? null : (int) settings.timeout().toSeconds(),
        settings.metadata(),
        settings.verifyOwnership(),
        null);
  }

  private static List<SignatureScheme> schemes(Credentials credentials) {
    return credentials instanceof Credentials.Signed signed
        ? signed.schemes().stream().sorted().toList()
        : EndpointRequest.BLANK.signatures();
  }

  private static Map<String, String> headers(List<Header> headers) {
    Map<String, String> named = new LinkedHashMap<>();
    headers.forEach(header -> named.put(header.name(), header.value()));
    return named;
  }

  private static @Nullable JsonObject filter(@Nullable String text) {
    return text == null ? null : JsonReading.object(text.getBytes(StandardCharsets.UTF_8));
  }
}
