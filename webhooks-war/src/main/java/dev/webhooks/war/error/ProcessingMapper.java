package dev.webhooks.war.error;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.ext.Provider;

/** Goes before the mappers JAX-RS implementations bring for bodies they cannot read. */
@Provider
public class ProcessingMapper extends ProblemMapper<ProcessingException> {}
