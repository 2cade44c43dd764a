package dev.webhooks.war.error;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.ext.Provider;

/** Goes before the mappers JAX-RS implementations bring for their own exceptions. */
@Provider
public class WebApplicationMapper extends ProblemMapper<WebApplicationException> {}
