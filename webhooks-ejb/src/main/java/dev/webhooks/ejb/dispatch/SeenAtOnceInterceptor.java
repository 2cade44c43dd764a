package dev.webhooks.ejb.dispatch;

import dev.webhooks.core.dispatch.EndpointDirectory;
import dev.webhooks.ejb.WebhooksDatabase;
import dev.webhooks.ejb.endpoint.SeenAtOnce;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Refreshes the node's directory after the commit, hence outside the transaction's interceptor. */
@SeenAtOnce
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
public class SeenAtOnceInterceptor {
  private static final System.Logger LOG = System.getLogger(SeenAtOnceInterceptor.class.getName());

  private final Instance<EndpointDirectory> directory;
  private final TransactionSynchronizationRegistry transactions;

  @Inject
  SeenAtOnceInterceptor(
      Instance<EndpointDirectory> directory,
      @WebhooksDatabase TransactionSynchronizationRegistry transactions) {
    this.directory = directory;
    this.transactions = transactions;
  }

  @AroundInvoke
  @Nullable Object refreshAfter(InvocationContext call) throws Exception {
    Object result = call.proceed();
    if (transactions.getTransactionStatus() == Status.STATUS_NO_TRANSACTION) {
      refresh();
    }
    return result;
  }

  /** The change is stored whatever happens here, and the heartbeat looks again. */
  private void refresh() {
    try {
      directory.get().refresh();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The endpoints could not be read again at once", e);
    }
  }
}
