package dev.webhooks.war.error;

import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.ext.Provider;

/** Goes before the mappers JAX-RS implementations bring for violated constraints. */
@Provider
public class ConstraintViolationMapper extends ProblemMapper<ConstraintViolationException> {}
