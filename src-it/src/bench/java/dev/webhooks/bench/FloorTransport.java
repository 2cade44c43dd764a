package dev.webhooks.bench;

import dev.webhooks.core.http.NettyHttpTransport;
import dev.webhooks.core.model.AttemptResult.Response;
import dev.webhooks.core.spi.HttpCall;
import dev.webhooks.core.spi.HttpExchange;
import dev.webhooks.core.spi.HttpTransport;
import dev.webhooks.core.target.TargetPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Posts for a {@link Floor} through our transport. Where an answer came the next request follows,
 * on the thread of the transport, which is the same for all: they go to one host.
 */
final class FloorTransport {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final long A_MOMENT = 1_000_000;

  private final HttpTransport transport = new NettyHttpTransport(TargetPolicy.development());
  private final URI[] targets;
  private final BlockingQueue<List<Floor.Request>> signed;
  private final BlockingQueue<List<Floor.Answered>> answered;
  private final Deque<Floor.Request> waiting = new ArrayDeque<>();
  private final AtomicInteger free = new AtomicInteger(Floor.CONNECTIONS);
  private List<Floor.Answered> done = new ArrayList<>();

  FloorTransport(
      EngineSetup setup,
      BlockingQueue<List<Floor.Request>> signed,
      BlockingQueue<List<Floor.Answered>> answered) {
    this.signed = signed;
    this.answered = answered;
    targets = new URI[setup.endpoints()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = URI.create("http://127.0.0.1:" + setup.port() + "/c" + i);
    }
  }

  /** Begins as many requests as there is room for, again and again. */
  void post() throws InterruptedException {
    while (true) {
      List<Floor.Request> first = signed.take();
      synchronized (waiting) {
        waiting.addAll(first);
      }
      while (free.get() > 0) {
        Floor.Request request = next();
        if (request == null) {
          break;
        }
        free.decrementAndGet();
        send(request);
      }
      while (free.get() == 0) {
        LockSupport.parkNanos(A_MOMENT);
      }
    }
  }

  private Floor.@Nullable Request next() {
    synchronized (waiting) {
      if (waiting.isEmpty()) {
        List<Floor.Request> more = signed.poll();
        waiting.addAll(more == null ? List.of() : more);
      }
      return waiting.poll();
    }
  }

  private void send(Floor.Request request) {
    URI target = targets[request.owed().endpoint()];
    var call = new HttpCall(target, request.headers(), request.body(), TIMEOUT, TIMEOUT);
    transport.send(call).whenComplete((exchange, error) -> ended(request, exchange));
  }

  private void ended(Floor.Request request, @Nullable HttpExchange exchange) {
    if (exchange == null || !(exchange.result() instanceof Response)) {
      System.err.println("a request had no answer: " + exchange);
      System.exit(1);
    }
    done.add(new Floor.Answered(request, exchange));
    if (done.size() >= Floor.BATCH) {
      handOn();
    }
    Floor.Request next = next();
    if (next == null) {
      free.incrementAndGet();
    } else {
      send(next);
    }
  }

  private void handOn() {
    try {
      answered.put(done);
      done = new ArrayList<>(Floor.BATCH);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
