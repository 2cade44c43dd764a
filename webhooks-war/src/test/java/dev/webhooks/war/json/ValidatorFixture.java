package dev.webhooks.war.json;

import dev.webhooks.core.target.TargetPolicy;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorFactory;
import jakarta.validation.Validation;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** Bean Validation as the server does it, with the strict target policy. */
public final class ValidatorFixture {
  private ValidatorFixture() {}

  public static RequestRules rules() {
    var factory =
        Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .constraintValidatorFactory(new Validators())
            .buildValidatorFactory();
    return new RequestRules(factory.getValidator());
  }

  private static final class Validators implements ConstraintValidatorFactory {
    @Override
    public <T extends ConstraintValidator<?, ?>> T getInstance(Class<T> type) {
      try {
        return type == TargetUrlValidator.class
            ? type.cast(new TargetUrlValidator(new TargetPolicy()))
            : type.getDeclaredConstructor().newInstance();
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void releaseInstance(ConstraintValidator<?, ?> validator) {}
  }
}
