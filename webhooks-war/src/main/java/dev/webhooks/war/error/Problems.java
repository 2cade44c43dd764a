package dev.webhooks.war.error;

import dev.webhooks.core.dispatch.GroupCommit;
import dev.webhooks.ejb.Refusal;
import dev.webhooks.war.json.InvalidRequestException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import javax.transaction.xa.XAException;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;
import org.jspecify.annotations.Nullable;

/** Which {@link Problem} an exception is. Pure. */
public final class Problems {
  private static final Duration SOON = Duration.ofSeconds(5);

  private Problems() {}

  /**
   * What the client is told about it; {@link Problem#internal()} when it is nobody's fault but
   * ours.
   */
  public static Problem of(Throwable thrown) {
    for (Throwable cause : causes(thrown)) {
      Optional<Problem> known = find(cause);
      if (known.isPresent()) {
        return known.get();
      }
    }
    return Problem.internal();
  }

  /**
   * What the client is told when the server itself has answered with this status. WildFly says 500
   * where it finds no key for a token; it is the token that does not hold.
   *
   * @param authorization the request's header, null for none
   * @param authenticated whether the server has found its token to be good
   */
  static Problem ofServer(int status, @Nullable String authorization, boolean authenticated) {
    return status == 401 || (status == 500 && authorization != null && !authenticated)
        ? Problem.unauthorized(authorization)
        : Problem.ofStatus(status);
  }

  /** What it began with. */
  static Throwable rootOf(Throwable thrown) {
    List<Throwable> causes = causes(thrown);
    return causes.get(causes.size() - 1);
  }

  /** From the outermost to the one it began with. */
  private static List<Throwable> causes(Throwable thrown) {
    Set<Throwable> causes = new LinkedHashSet<>();
    for (Throwable cause = thrown; cause != null && causes.add(cause); cause = cause.getCause()) {}
    return List.copyOf(causes);
  }

  private static Optional<Problem> find(Throwable thrown) {
    if (thrown instanceof ProblemException e) {
      return Optional.of(e.problem());
    }
    if (thrown instanceof InvalidRequestException e) {
      return Optional.of(Problem.invalid(e.errors()));
    }
    if (thrown instanceof Refusal e) {
      return Optional.of(ofRefusal(e));
    }
    if (thrown instanceof WebApplicationException e) {
      return Optional.of(ofWeb(e));
    }
    if (thrown instanceof ConstraintViolationException e) {
      return Optional.of(ofViolations(e));
    }
    return isOutage(thrown) ? Optional.of(Problem.unavailable(SOON)) : Optional.empty();
  }

  /** The refusals of the use cases, each to its status. */
  public static Problem ofRefusal(Refusal refusal) {
    if (refusal instanceof Refusal.NotFound e) {
      return Problem.notFound(e.kind());
    }
    if (refusal instanceof Refusal.StaleVersion) {
      return Problem.preconditionFailed();
    }
    if (refusal instanceof Refusal.Invalid e) {
      return Problem.invalid(e.errors());
    }
    return Problem.conflict(String.valueOf(refusal.getMessage()));
  }

  private static Problem ofWeb(WebApplicationException e) {
    Problem problem = Problem.ofStatus(e.getResponse().getStatus());
    @Nullable String allow = e.getResponse().getHeaderString(HttpHeaders.ALLOW);
    return e instanceof NotAllowedException && allow != null
        ? Problem.methodNotAllowed(withImplied(allow))
        : problem;
  }

  /** What JAX-RS answers besides: HEAD as GET, and OPTIONS. */
  private static String withImplied(String methods) {
    Set<String> all = new TreeSet<>(List.of(methods.split(" *, *")));
    all.add(HttpMethod.OPTIONS);
    if (all.contains(HttpMethod.GET)) {
      all.add(HttpMethod.HEAD);
    }
    return String.join(", ", all);
  }

  private static Problem ofViolations(ConstraintViolationException e) {
    Map<String, List<String>> errors = new HashMap<>();
    e.getConstraintViolations()
        .forEach(v -> errors.put(v.getPropertyPath().toString(), List.of(v.getMessage())));
    return Problem.invalid(errors);
  }

  /**
   * Whether the database, a commit it did not take, a full queue or an open circuit is the cause:
   * worth another try later.
   */
  private static boolean isOutage(Throwable thrown) {
    return thrown instanceof SQLTransientException
        || thrown instanceof SQLNonTransientConnectionException
        || isLostCommit(thrown)
        || thrown instanceof RejectedExecutionException
        || thrown instanceof GroupCommit.IntakeFullException
        || thrown instanceof FaultToleranceException
        || (thrown instanceof SQLException sql && isOutage(sql.getSQLState()));
  }

  /** A commit the database did not take: on Payara that is a cause, on WildFly it is suppressed. */
  private static boolean isLostCommit(Throwable thrown) {
    return thrown instanceof XAException
        || Arrays.stream(thrown.getSuppressed()).anyMatch(XAException.class::isInstance);
  }

  /**
   * Class 08: connection; 53: resources; 57P: the operator intervened (SQL standard, PostgreSQL).
   * Without a state it is the server's pool that speaks: it has no connection to give.
   */
  private static boolean isOutage(@Nullable String state) {
    return state == null
        || state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57P");
  }
}
