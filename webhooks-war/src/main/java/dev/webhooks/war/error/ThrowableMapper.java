package dev.webhooks.war.error;

import jakarta.ws.rs.ext.Provider;

/** Answers whatever no other mapper answers. */
@Provider
public class ThrowableMapper extends ProblemMapper<Throwable> {}
