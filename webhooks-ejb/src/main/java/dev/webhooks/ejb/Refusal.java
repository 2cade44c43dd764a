package dev.webhooks.ejb;

import java.util.List;
import java.util.Map;

/**
 * A use case that said no. Nothing was changed. The REST API maps each kind to one status; the
 * message is one sentence for the caller and carries no secret.
 */
public abstract sealed class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private Refusal(String message) {
    // Expected outcomes are thrown often; nobody reads their stack traces.
    super(message, null, false, false);
  }

  /** What was asked for does not exist, or is another tenant's: 404. */
  public static final class NotFound extends Refusal {
    private static final long serialVersionUID = 1L;
    private final String kind;
    private final String id;

    /**
     * @param kind a noun such as {@code Endpoint}
     * @param id what was looked for
     */
    public NotFound(String kind, Object id) {
      super(kind + " not found");
      this.kind = kind;
      this.id = String.valueOf(id);
    }

    /** A noun such as {@code Endpoint}. */
    public String kind() {
      return kind;
    }

    /** What was looked for. */
    public String id() {
      return id;
    }
  }

  /** It contradicts what is stored: a name taken, an account in use, a reused key: 409. */
  public static final class Conflict extends Refusal {
    private static final long serialVersionUID = 1L;
    private final String id;

    /**
     * @param message one sentence
     * @param id of what it contradicts
     */
    public Conflict(String message, Object id) {
      super(message);
      this.id = String.valueOf(id);
    }

    /** Of what it contradicts. */
    public String id() {
      return id;
    }
  }

  /** There are as many as there may be: 409. */
  public static final class LimitReached extends Refusal {
    private static final long serialVersionUID = 1L;
    private final int limit;

    /**
     * @param message one sentence that names the limit
     * @param limit how many there may be
     */
    public LimitReached(String message, int limit) {
      super(message);
      this.limit = limit;
    }

    /** How many there may be. */
    public int limit() {
      return limit;
    }
  }

  /** The caller's copy is older than what is stored: 412. */
  public static final class StaleVersion extends Refusal {
    private static final long serialVersionUID = 1L;
    private final long id;
    private final long version;

    /**
     * @param id of what changed meanwhile
     * @param version the stored one
     */
    public StaleVersion(long id, long version) {
      super("It was changed meanwhile");
      this.id = id;
      this.version = version;
    }

    /** Of what changed meanwhile. */
    public long id() {
      return id;
    }

    /** The stored version. */
    public long version() {
      return version;
    }
  }

  /**
   * The content breaks rules: 400. Fields are named as the components of the record that was given
   * (such as {@code url}); the REST API translates them to the face's own names.
   */
  public static final class Invalid extends Refusal {
    private static final long serialVersionUID = 1L;
    private final transient Map<String, List<String>> errors;

    /**
     * @param errors field to what is wrong with it
     */
    public Invalid(Map<String, List<String>> errors) {
      super("Input data validation error");
      this.errors = Map.copyOf(errors);
    }

    /** One thing wrong with one field. */
    public static Invalid field(String field, String error) {
      return new Invalid(Map.of(field, List.of(error)));
    }

    /** Field to what is wrong with it. */
    public Map<String, List<String>> errors() {
      return errors;
    }

    @Override
    public String toString() {
      return getMessage() + " " + errors;
    }
  }
}
