package dev.webhooks.war.json;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A text of so many characters: code points, as JSON Schema counts them. Null is valid. */
@Constraint(validatedBy = CharactersValidator.class)
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Characters {
  /** The fewest. */
  int min() default 1;

  /** The most. */
  int max();

  /** What is wrong with any other text. */
  String message() default "must have {min} to {max} characters";

  /** Not used. */
  Class<?>[] groups() default {};

  /** Not used. */
  Class<? extends Payload>[] payload() default {};
}
