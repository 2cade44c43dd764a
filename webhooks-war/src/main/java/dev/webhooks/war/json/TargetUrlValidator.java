package dev.webhooks.war.json;

import dev.webhooks.core.target.TargetPolicy;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the target policy. */
@Dependent
public class TargetUrlValidator implements ConstraintValidator<TargetUrl, @Nullable String> {
  private final TargetPolicy policy;

  @Inject
  public TargetUrlValidator(TargetPolicy policy) {
    this.policy = policy;
  }

  @Override
  public boolean isValid(@Nullable String url, ConstraintValidatorContext context) {
    Optional<String> refusal = url == null || url.isEmpty() ? Optional.empty() : refusalOf(url);
    refusal.ifPresent(
        words -> {
          context.disableDefaultConstraintViolation();
          context.buildConstraintViolationWithTemplate(words).addConstraintViolation();
        });
    return refusal.isEmpty();
  }

  private Optional<String> refusalOf(String url) {
    try {
      return policy.refusalOf(new URI(url));
    } catch (URISyntaxException e) {
      return Optional.of("must be an https URL");
    }
  }
}
