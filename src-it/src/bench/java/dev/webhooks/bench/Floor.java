package dev.webhooks.bench;

import dev.webhooks.core.jdbc.HistoryPartitions;
import dev.webhooks.core.jdbc.JdbcSchema;
import dev.webhooks.core.model.Header;
import dev.webhooks.core.model.PendingDelivery;
import dev.webhooks.core.signing.SignatureScheme;
import dev.webhooks.core.signing.Signer;
import dev.webhooks.core.spi.HttpExchange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The least that a drain takes: a sender by hand, in a process of its own, that does the job and
 * nothing else. One thread reads what is owed and signs it, one posts it and counts the bytes of
 * the answers, one stores that it was delivered; all in batches of what another has ready. It reads
 * no answer, knows no failure, deadline, limit, lease or other node, takes 64 connections to a
 * single host, and stores the same bytes for every attempt.
 *
 * <p>What {@code parts} names is the engine's own instead, {@link FloorQueue queue} or {@link
 * FloorTransport transport} or both with a plus: what that costs more is the part's.
 *
 * <p>Started as an {@link Engine} is; sends from a line on standard input on.
 */
public final class Floor {
  static final int CONNECTIONS = 64;
  static final int BATCH = 500;

  static final String QUEUE = "queue";
  static final String TRANSPORT = "transport";

  private static final int BATCHES_AHEAD = 8;

  private static final Signer SIGNER =
      Signer.of(Set.of(SignatureScheme.EPAYSE, SignatureScheme.STANDARD), List.of(Workload.SECRET));

  /** What an attempt of the engine's takes up. */
  private static final byte[] EXCHANGE = new byte[160];

  private static final String FETCH =
      """
      select p.id, p.endpoint_id, p.place
      from unnest(?::bigint[], ?::bigint[]) as lane (endpoint_id, id)
        cross join lateral (
          select p.id, p.endpoint_id, p.ctid as place from webhooks.pending_delivery p
          where p.endpoint_id = lane.endpoint_id and p.id > lane.id
          order by p.id limit ?) p
      """;

  private static final String BODIES =
      "select number, body from webhooks.event where number = any(?::bigint[])";

  private static final String RECORD =
      """
      with gone as (
        delete from webhooks.pending_delivery where ctid = any(?::tid[])
        returning id, endpoint_id, created_at
      )
      insert into webhooks.delivery (id, endpoint_id, created_at, settled_at, settlement, status,
        attempts, failures, body_format, verifies, started_at, total_us, exchange)
      select id, endpoint_id, created_at, now(), 1, 1, 1, 0, 0, false, now(), 310, ? from gone
      """;

  private final EngineSetup setup;
  private final boolean ourQueue;
  private final boolean ourTransport;
  private final BlockingQueue<List<Request>> signed = new ArrayBlockingQueue<>(BATCHES_AHEAD);
  private final BlockingQueue<List<Answered>> answered = new ArrayBlockingQueue<>(BATCHES_AHEAD);

  /**
   * What is owed, and what is posted for it.
   *
   * @param head by hand; empty for our transport, which writes its own
   * @param headers for our parts, which take them one by one; empty without
   */
  record Request(Owed owed, byte[] head, List<Header> headers, byte[] body) {}

  /** A row of the queue; {@code row} is what our queue made of it, null by hand. */
  record Owed(long id, long endpointId, String place, @Nullable PendingDelivery row) {
    long event() {
      return id >> 16;
    }

    int endpoint() {
      return (int) (endpointId - Workload.FIRST_ENDPOINT);
    }
  }

  /** A request and what came of it, null by hand, where answers are not read. */
  record Answered(Request request, @Nullable HttpExchange exchange) {}

  private interface Work {
    void run() throws Exception;
  }

  private Floor(EngineSetup setup) {
    this.setup = setup;
    List<String> parts = List.of(setup.text("parts", "").split("\\+"));
    this.ourQueue = parts.contains(QUEUE);
    this.ourTransport = parts.contains(TRANSPORT);
  }

  public static void main(String[] args) throws Exception {
    EngineSetup setup = EngineSetup.parse(args);
    var database = new PGSimpleDataSource();
    database.setUrl(setup.url());
    JdbcSchema.create(database);
    new HistoryPartitions(database::getConnection).createAhead();
    System.out.println("ready");
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    input.readLine();
    new Floor(setup).start();
    System.out.println("done");
    while (input.readLine() != null) {
      // Sends until the benchmark closes the input.
    }
    System.exit(0);
  }

  private void start() {
    if (ourQueue) {
      var queue = new FloorQueue(setup);
      start("read", () -> queue.read(this::request, signed));
      start("record", () -> queue.record(answered));
    } else {
      start("read", this::read);
      start("record", this::record);
    }
    start("post", ourTransport ? new FloorTransport(setup, signed, answered)::post : this::post);
  }

  private static void start(String name, Work work) {
    Runnable task =
        () -> {
          try {
            work.run();
          } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
          }
        };
    new Thread(task, name).start();
  }

  private void read() throws SQLException, InterruptedException {
    long first = Workload.FIRST_ENDPOINT;
    long[] endpoints = LongStream.range(first, first + setup.endpoints()).toArray();
    long[] readTo = new long[endpoints.length];
    try (Connection connection = DriverManager.getConnection(setup.url());
        PreparedStatement fetch = connection.prepareStatement(FETCH);
        PreparedStatement bodies = connection.prepareStatement(BODIES)) {
      while (true) {
        fetch.setObject(1, endpoints);
        fetch.setObject(2, readTo);
        fetch.setInt(3, Math.max(1, BATCH / endpoints.length));
        List<Owed> owed = new ArrayList<>(BATCH);
        try (ResultSet rows = fetch.executeQuery()) {
          while (rows.next()) {
            owed.add(new Owed(rows.getLong(1), rows.getLong(2), rows.getString(3), null));
          }
        }
        bodies.setObject(1, owed.stream().mapToLong(Owed::event).distinct().toArray());
        Map<Long, byte[]> bodyOf = new HashMap<>();
        try (ResultSet rows = bodies.executeQuery()) {
          while (rows.next()) {
            bodyOf.put(rows.getLong(1), rows.getBytes(2));
          }
        }
        List<Request> batch = new ArrayList<>(BATCH);
        for (Owed one : owed) {
          byte[] body = bodyOf.get(one.event());
          batch.add(request(one, "evt_fill" + one.event(), body));
          readTo[one.endpoint()] = one.id();
        }
        signed.put(batch);
      }
    }
  }

  /** A request like the engine's, signatures included. */
  private Request request(Owed owed, String id, byte[] body) {
    if (!ourQueue && !ourTransport) {
      var head = startOfHead(owed, body);
      writeHeaders(id, body, (name, value) -> appendHeader(head, name, value));
      return new Request(owed, endOf(head), List.of(), body);
    }
    List<Header> headers = new ArrayList<>();
    writeHeaders(id, body, (name, value) -> headers.add(new Header(name, value)));
    if (ourTransport) {
      return new Request(owed, new byte[0], headers, body);
    }
    var head = startOfHead(owed, body);
    headers.forEach(header -> appendHeader(head, header.name(), header.value()));
    return new Request(owed, endOf(head), headers, body);
  }

  private StringBuilder startOfHead(Owed owed, byte[] body) {
    return new StringBuilder(512)
        .append("POST /c")
        .append(owed.endpoint())
        .append(" HTTP/1.1\r\nhost: 127.0.0.1:")
        .append(setup.port())
        .append("\r\ncontent-length: ")
        .append(body.length);
  }

  private static void appendHeader(StringBuilder head, String name, String value) {
    head.append("\r\n").append(name).append(": ").append(value);
  }

  private static byte[] endOf(StringBuilder head) {
    return head.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void writeHeaders(String id, byte[] body, BiConsumer<String, String> headers) {
    headers.accept("Content-Type", "application/json");
    headers.accept("User-Agent", "webhooks/bench");
    headers.accept("X-Webhook-Event-Id", id);
    headers.accept("X-Webhook-Event-Type", Workload.TYPE);
    SIGNER.sign(id, System.currentTimeMillis() / 1000, body, headers);
  }

  /** A connection, and the request whose answer it waits for. */
  private static final class Exchange {
    private final SocketChannel channel;
    private Request request;
    private int read;

    Exchange(SocketChannel channel) {
      this.channel = channel;
    }
  }

  private void post() throws IOException, InterruptedException {
    Selector selector = Selector.open();
    Deque<Exchange> idle = connect(selector);
    Deque<Request> waiting = new ArrayDeque<>();
    List<Answered> done = new ArrayList<>(BATCH);
    ByteBuffer out = ByteBuffer.allocateDirect(1 << 16);
    ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
    while (true) {
      if (waiting.size() < idle.size()) {
        List<Request> more = idle.size() == CONNECTIONS ? signed.take() : signed.poll();
        waiting.addAll(more == null ? List.of() : more);
      }
      while (!idle.isEmpty() && !waiting.isEmpty()) {
        Exchange exchange = idle.poll();
        exchange.request = waiting.poll();
        out.clear().put(exchange.request.head).put(exchange.request.body).flip();
        exchange.channel.write(out);
        if (out.hasRemaining()) {
          throw new IOException("a socket did not take a request as a whole");
        }
      }
      selector.select(
          key -> {
            Exchange exchange = (Exchange) key.attachment();
            exchange.read += read(exchange.channel, in);
            if (exchange.read >= LoadGenerator.ANSWER_BYTES) {
              exchange.read = 0;
              done.add(new Answered(exchange.request, null));
              idle.add(exchange);
            }
          },
          1);
      if (done.size() >= BATCH) {
        answered.put(List.copyOf(done));
        done.clear();
      }
    }
  }

  private Deque<Exchange> connect(Selector selector) throws IOException {
    Deque<Exchange> idle = new ArrayDeque<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      var channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", setup.port()));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      var exchange = new Exchange(channel);
      channel.register(selector, SelectionKey.OP_READ, exchange);
      idle.add(exchange);
    }
    return idle;
  }

  private static int read(SocketChannel channel, ByteBuffer in) {
    try {
      int bytes = channel.read(in.clear());
      if (bytes < 0) {
        throw new IOException("the receiver closed a connection");
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void record() throws SQLException, InterruptedException {
    try (Connection connection = DriverManager.getConnection(setup.url());
        PreparedStatement record = connection.prepareStatement(RECORD)) {
      while (true) {
        List<Answered> batch = answered.take();
        record.setObject(
            1, batch.stream().map(one -> one.request.owed.place()).toArray(String[]::new));
        record.setBytes(2, EXCHANGE);
        if (record.executeUpdate() != batch.size()) {
          throw new IllegalStateException("a row was not where it was read");
        }
      }
    }
  }
}
