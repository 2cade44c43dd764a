package dev.webhooks.war.api;

import dev.webhooks.ejb.delivery.StatisticsService;
import dev.webhooks.war.json.Answers;
import dev.webhooks.war.json.Query;
import dev.webhooks.war.security.Allowed;
import dev.webhooks.war.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.InstantSource;

/** How all deliveries of a tenant went, those of deleted endpoints included. */
@Path("stats")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init")
public class TenantStatisticsResource {
  private Caller caller;
  private StatisticsService statistics;
  private InstantSource clock;

  /** RESTEasy wants one to exist; CDI uses the other. */
  public TenantStatisticsResource() {}

  @Inject
  public TenantStatisticsResource(
      Caller caller, StatisticsService statistics, InstantSource clock) {
    this.caller = caller;
    this.statistics = statistics;
    this.clock = clock;
  }

  @GET
  @Allowed(scope = "webhook:read", permission = "webhooks.view")
  public Response get(@Context UriInfo uri) {
    StatisticsQuery asked =
        StatisticsQuery.read(new Query(uri.getQueryParameters()), clock.instant());
    return Answers.data(
        StatisticsAnswer.of(
            statistics.ofTenant(caller.tenant(), asked.from(), asked.to(), asked.interval()),
            asked.interval()));
  }
}
