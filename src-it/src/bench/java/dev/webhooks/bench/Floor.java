package dev.webhooks.bench;

import dev.webhooks.core.jdbc.HistoryPartitions;
import dev.webhooks.core.jdbc.JdbcSchema;
import dev.webhooks.core.signing.SignatureScheme;
import dev.webhooks.core.signing.Signer;
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
import java.util.stream.LongStream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The least that a drain takes: a sender by hand, in a process of its own, that does the job and
 * nothing else. One thread reads what is owed and signs it, one posts it and counts the bytes of
 * the answers, one stores that it was delivered; all in batches of what another has ready. It reads
 * no answer, knows no failure, deadline, limit, lease or other node, takes 64 connections to a
 * single host, and stores the same bytes for every attempt.
 *
 * <p>Started as an {@link Engine} is; sends from a line on standard input on.
 */
public final class Floor {
  private static final int CONNECTIONS = 64;
  private static final int BATCH = 500;
  private static final int BATCHES_AHEAD = 8;

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
  private final BlockingQueue<List<Request>> signed = new ArrayBlockingQueue<>(BATCHES_AHEAD);
  private final BlockingQueue<List<Request>> answered = new ArrayBlockingQueue<>(BATCHES_AHEAD);

  /** What is owed, and what is posted for it. */
  private record Request(Owed owed, byte[] head, byte[] body) {}

  private record Owed(long id, long endpointId, String place) {
    long event() {
      return id >> 16;
    }

    int endpoint() {
      return (int) (endpointId - Workload.FIRST_ENDPOINT);
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private Floor(EngineSetup setup) {
    this.setup = setup;
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
    var floor = new Floor(setup);
    start("read", floor::read);
    start("post", floor::post);
    start("record", floor::record);
    System.out.println("done");
    while (input.readLine() != null) {
      // Sends until the benchmark closes the input.
    }
    System.exit(0);
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
    var heads = new Heads(setup.port());
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
            owed.add(new Owed(rows.getLong(1), rows.getLong(2), rows.getString(3)));
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
          batch.add(new Request(one, heads.of(one, body), body));
          readTo[one.endpoint()] = one.id();
        }
        signed.put(batch);
      }
    }
  }

  /** Writes heads that are like the engine's, signatures included. */
  private static final class Heads {
    private static final Signer SIGNER =
        Signer.of(
            Set.of(SignatureScheme.EPAYSE, SignatureScheme.STANDARD), List.of(Workload.SECRET));

    private final int port;

    Heads(int port) {
      this.port = port;
    }

    byte[] of(Owed owed, byte[] body) {
      String id = "evt_fill" + owed.event();
      var head = new StringBuilder(512);
      head.append("POST /c").append(owed.endpoint());
      head.append(" HTTP/1.1\r\nhost: 127.0.0.1:").append(port);
      head.append("\r\ncontent-length: ").append(body.length);
      head.append("\r\nContent-Type: application/json\r\nUser-Agent: webhooks/bench");
      head.append("\r\nX-Webhook-Event-Id: ").append(id);
      head.append("\r\nX-Webhook-Event-Type: ").append(Workload.TYPE);
      long now = System.currentTimeMillis() / 1000;
      SIGNER.sign(
          id,
          now,
          body,
          (name, value) -> head.append("\r\n").append(name).append(": ").append(value));
      return head.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
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
    List<Request> done = new ArrayList<>(BATCH);
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
              done.add(exchange.request);
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
        List<Request> batch = answered.take();
        record.setObject(1, batch.stream().map(one -> one.owed.place()).toArray(String[]::new));
        record.setBytes(2, EXCHANGE);
        if (record.executeUpdate() != batch.size()) {
          throw new IllegalStateException("a row was not where it was read");
        }
      }
    }
  }
}
