package dev.webhooks.war.json;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/** Counts code points. */
public class CharactersValidator implements ConstraintValidator<Characters, @Nullable String> {
  private int min;
  private int max;

  @Override
  public void initialize(Characters bounds) {
    min = bounds.min();
    max = bounds.max();
  }

  @Override
  public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
    if (text == null) {
      return true;
    }
    int characters = text.codePointCount(0, text.length());
    return characters >= min && characters <= max;
  }
}
