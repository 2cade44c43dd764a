package dev.webhooks.core.http;

import com.sun.management.OperatingSystemMXBean;
import dev.webhooks.core.model.AttemptResult.Response;
import dev.webhooks.core.model.Header;
import dev.webhooks.core.spi.HttpCall;
import dev.webhooks.core.spi.HttpExchange;
import dev.webhooks.core.target.TargetPolicy;
import dev.webhooks.core.testkit.Answer;
import dev.webhooks.core.testkit.ScriptedReceiver;
import dev.webhooks.core.testkit.TestAuthority;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures the transport against a receiver in a process of its own, on one machine. Not a test:
 * figures of a busy machine mean nothing, and ratios to the bare client beside it mean something.
 *
 * <pre>HttpTransportBench plain|tls|bare [in flight] [hosts] [event loops] [delay ms] [windows]
 * </pre>
 */
final class HttpTransportBench {
  private static final byte[] BODY = "x".repeat(700).getBytes(StandardCharsets.US_ASCII);
  private static final List<Header> HEADERS =
      List.of(
          new Header("content-type", "application/json"),
          new Header("user-agent", "webhooks/0.1"),
          new Header("x-webhook-event-id", "evt_01HQKZ7N3BXYZ0123456789ABC"),
          new Header("x-webhook-event-type", "payment.succeeded"),
          new Header("x-webhook-timestamp", "1737015595"),
          new Header("x-webhook-signature", "sha256=" + "cb12cacda4f6ec67".repeat(4)),
          new Header("webhook-id", "evt_01HQKZ7N3BXYZ0123456789ABC"),
          new Header("webhook-timestamp", "1737015595"),
          new Header("webhook-signature", "v1," + "K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN+H="));

  private HttpTransportBench() {}

  public static void main(String[] args) throws Exception {
    if (args[0].equals("receiver")) {
      receive(args[1], Integer.parseInt(args[2]), Integer.parseInt(args[3]));
      return;
    }
    int inFlight = number(args, 1, 64);
    int hosts = number(args, 2, 100);
    int loops = number(args, 3, 2);
    int delayMillis = number(args, 4, 0);
    int windows = number(args, 5, 5);
    Process receiver = startReceiver(args[0], hosts, delayMillis);
    try {
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(receiver.getInputStream(), StandardCharsets.US_ASCII));
      int port = Integer.parseInt(lines.readLine());
      String pem =
          new String(Base64.getDecoder().decode(lines.readLine()), StandardCharsets.US_ASCII);
      LongAdder answers = new LongAdder();
      if (args[0].equals("bare")) {
        new BareClient(port, hosts, inFlight, head(port), BODY, answers).start();
      } else {
        startTransport(args[0], port, pem, hosts, inFlight, loops, answers);
      }
      measure(args[0] + " in flight " + inFlight + " hosts " + hosts, answers, windows);
    } finally {
      receiver.destroy();
    }
    System.exit(0);
  }

  private static void startTransport(
      String kind, int port, String pem, int hosts, int inFlight, int loops, LongAdder answers)
      throws IOException {
    TransportOptions.Builder options =
        TransportOptions.builder().eventLoops(loops).maxConnectionsPerHost(20_000);
    if (kind.equals("tls")) {
      byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
      options.tls(TransportTls.platformTrustAnd(new ByteArrayInputStream(bytes)));
    }
    HostResolver resolver =
        name -> List.of(InetAddress.getByName("127.0.0." + name.replaceAll("\\D", "")));
    NettyHttpTransport transport =
        new NettyHttpTransport(TargetPolicy.development(), options.build(), resolver);
    List<URI> urls = new ArrayList<>();
    for (int i = 1; i <= hosts; i++) {
      String scheme = kind.equals("tls") ? "https" : "http";
      urls.add(URI.create(scheme + "://host" + i + ".example:" + port + "/webhooks/epayse"));
    }
    Caller caller = new Caller(transport, urls, answers);
    for (int i = 0; i < inFlight; i++) {
      caller.next();
    }
  }

  /** Starts another call whenever one ends. */
  private static final class Caller {
    private final NettyHttpTransport transport;
    private final List<URI> urls;
    private final LongAdder answers;
    private final AtomicInteger count = new AtomicInteger();

    Caller(NettyHttpTransport transport, List<URI> urls, LongAdder answers) {
      this.transport = transport;
      this.urls = urls;
      this.answers = answers;
    }

    void next() {
      URI url = urls.get(Math.floorMod(count.getAndIncrement(), urls.size()));
      Duration limit = Duration.ofSeconds(30);
      transport.send(new HttpCall(url, HEADERS, BODY, limit, limit)).thenAccept(this::ended);
    }

    private void ended(HttpExchange exchange) {
      if (exchange.result() instanceof Response) {
        answers.increment();
      } else {
        System.err.println(exchange);
      }
      next();
    }
  }

  private static void measure(String name, LongAdder answers, int windows) throws Exception {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    for (int window = 0; window < windows; window++) {
      long startedAt = System.nanoTime();
      long before = answers.sum();
      long cpu = system.getProcessCpuTime();
      LockSupport.parkNanos(4_000_000_000L);
      double calls = answers.sum() - before;
      System.out.printf(
          "%s: %,.0f calls/s, %.1f µs CPU per call%n",
          name,
          calls / ((System.nanoTime() - startedAt) / 1e9),
          (system.getProcessCpuTime() - cpu) / 1e3 / calls);
    }
  }

  private static Process startReceiver(String kind, int hosts, int delayMillis) throws IOException {
    return new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            HttpTransportBench.class.getName(),
            "receiver",
            kind,
            String.valueOf(hosts),
            String.valueOf(delayMillis))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void receive(String kind, int hosts, int delayMillis) throws Exception {
    Answer answer = Answer.ok().after(Duration.ofMillis(delayMillis));
    TestAuthority authority = new TestAuthority();
    ScriptedReceiver.Builder builder =
        ScriptedReceiver.builder().countingOnly().addresses(hosts).script(request -> answer);
    if (kind.equals("tls")) {
      builder.tls(
          authority,
          java.util.stream.IntStream.rangeClosed(1, hosts)
              .mapToObj(i -> "host" + i + ".example")
              .toArray(String[]::new));
    }
    System.out.println(builder.start().port());
    System.out.println(
        Base64.getEncoder().encodeToString(authority.pem().getBytes(StandardCharsets.US_ASCII)));
    Thread.currentThread().join();
  }

  private static byte[] head(int port) {
    URI url = URI.create("http://host1.example:" + port + "/webhooks/epayse");
    HttpCall call = new HttpCall(url, HEADERS, BODY, Duration.ZERO, Duration.ZERO);
    return RequestHead.of(Origin.of(url, null), call);
  }

  private static int number(String[] args, int index, int otherwise) {
    return args.length > index ? Integer.parseInt(args[index]) : otherwise;
  }
}
