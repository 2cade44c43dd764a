package dev.webhooks.war.error;

import jakarta.validation.ValidationException;
import jakarta.ws.rs.ext.Provider;

/** Goes before the mappers JAX-RS implementations bring for Bean Validation. */
@Provider
public class ValidationMapper extends ProblemMapper<ValidationException> {}
