package dev.webhooks.war.json;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;

/** Checks a whole request, after its fields were read and merged with what stands. */
@Dependent
public class RequestRules {
  private final Validator validator;

  @Inject
  public RequestRules(Validator validator) {
    this.validator = validator;
  }

  /** A request with rules that Bean Validation's annotations do not say. */
  public interface Conditional {
    /** Notes what is wrong, under the names of the wire. */
    void check(FieldErrors errors);
  }

  /**
   * The request, when it keeps all rules.
   *
   * @param errors what reading found; of a field that could not be read nothing more is said
   * @throws InvalidRequestException with everything that is wrong
   */
  public <T extends Conditional> T check(T request, FieldErrors errors) {
    FieldErrors broken = new FieldErrors();
    for (ConstraintViolation<T> violation : validator.validate(request)) {
      broken.add(WireName.of(violation.getPropertyPath().toString()), violation.getMessage());
    }
    request.check(broken);
    errors.addUnknown(broken);
    errors.throwIfAny();
    return request;
  }
}
