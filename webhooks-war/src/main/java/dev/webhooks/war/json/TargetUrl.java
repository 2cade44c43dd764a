package dev.webhooks.war.json;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A URL that may be called: the installation's target policy decides. Empty and null are valid. */
@Constraint(validatedBy = TargetUrlValidator.class)
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface TargetUrl {
  /** What is wrong, where the policy does not say it. */
  String message() default "must be an https URL";

  /** Not used. */
  Class<?>[] groups() default {};

  /** Not used. */
  Class<? extends Payload>[] payload() default {};
}
