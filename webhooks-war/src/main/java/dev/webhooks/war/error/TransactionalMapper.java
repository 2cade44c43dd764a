package dev.webhooks.war.error;

import jakarta.annotation.Priority;
import jakarta.transaction.TransactionalException;
import jakarta.ws.rs.ext.Provider;

/** Goes before the mapper Jersey brings for transactions that cannot be committed. */
@Provider
@Priority(1)
public class TransactionalMapper extends ProblemMapper<TransactionalException> {}
