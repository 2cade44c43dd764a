package dev.webhooks.ejb.endpoint;

import dev.webhooks.core.model.Face;
import dev.webhooks.core.signing.SigningSecret;
import dev.webhooks.ejb.Page;
import dev.webhooks.ejb.Refusal;
import jakarta.enterprise.context.Dependent;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Manages the endpoints of tenants. Every call joins the caller's transaction or commits on return;
 * every change is seen by all nodes within a second. Deleted endpoints are not found. Thread-safe;
 * blocks.
 */
@Dependent
@Transactional
public class EndpointService {

  /**
   * Creates an endpoint. Signing secrets that are missing are generated and are in the answer.
   *
   * @throws Refusal.LimitReached when the tenant has as many EPaySe endpoints as it may have
   * @throws Refusal.Invalid when the URL may not be a target or the bank account is not the
   *     tenant's
   */
  public EndpointRecord create(String tenant, Face face, EndpointSettings settings) {
    throw new UnsupportedOperationException();
  }

  /** The endpoint of either face. */
  public Optional<EndpointRecord> find(String tenant, long id) {
    throw new UnsupportedOperationException();
  }

  /** The endpoint of one face. */
  public Optional<EndpointRecord> find(String tenant, Face face, long id) {
    throw new UnsupportedOperationException();
  }

  /**
   * Endpoints of one face, newest id first.
   *
   * @param page from 1
   * @param limit per page
   */
  public Page<EndpointRecord> page(
      String tenant, Face face, EndpointFilter filter, int page, int limit) {
    throw new UnsupportedOperationException();
  }

  /**
   * Changes an endpoint under a row lock, so that concurrent changes follow one another.
   *
   * @param expectedVersion the version the caller saw, null for any
   * @param change merges and validates; what it throws is thrown and nothing is changed
   * @throws Refusal.NotFound when there is none of that face
   * @throws Refusal.StaleVersion when the stored version is another
   * @throws Refusal.Invalid as for create
   */
  public EndpointRecord update(
      String tenant,
      Face face,
      long id,
      @Nullable Long expectedVersion,
      UnaryOperator<EndpointSettings> change) {
    throw new UnsupportedOperationException();
  }

  /**
   * Enables an endpoint of either face; what was published meanwhile is not sent. Enabling an
   * enabled one changes nothing.
   *
   * @throws Refusal.NotFound when there is none
   */
  public EndpointRecord enable(String tenant, long id) {
    throw new UnsupportedOperationException();
  }

  /**
   * Disables an endpoint of either face and cancels what is pending. Disabling a disabled one
   * changes nothing.
   *
   * @param reason in the tenant's words
   * @throws Refusal.NotFound when there is none
   */
  public EndpointRecord disable(String tenant, long id, String reason) {
    throw new UnsupportedOperationException();
  }

  /**
   * Deletes an endpoint: what is pending is cancelled, its log stays readable.
   *
   * @param expectedVersion the version the caller saw, null for any
   * @throws Refusal.NotFound when there is none of that face, or no more
   * @throws Refusal.StaleVersion when the stored version is another
   */
  public void delete(String tenant, Face face, long id, @Nullable Long expectedVersion) {
    throw new UnsupportedOperationException();
  }

  /**
   * Gives an endpoint of either face new signing secrets; the old ones go on signing beside them
   * for a while.
   *
   * @param overlap 0 to 7 days
   * @param replacement the new secret, which replaces the one of its kind; null generates a new one
   *     of every kind the endpoint has
   * @throws Refusal.NotFound when there is none
   * @throws Refusal.Conflict when it does not sign
   * @throws Refusal.LimitReached when more than 10 secrets would be live
   */
  public EndpointRecord rotateSecret(
      String tenant, long id, Duration overlap, @Nullable SigningSecret replacement) {
    throw new UnsupportedOperationException();
  }
}
