package dev.webhooks.core.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.LongAdder;

/**
 * The least a client on NIO can do: the same bytes on open connections again and again, every read
 * taken for a whole answer. The ceiling beside which the transport is measured.
 */
final class BareClient extends Thread {
  private final int port;
  private final int hosts;
  private final int connections;
  private final ByteBuffer request;
  private final LongAdder answers;

  BareClient(int port, int hosts, int connections, byte[] head, byte[] body, LongAdder answers) {
    setDaemon(true);
    this.port = port;
    this.hosts = hosts;
    this.connections = connections;
    this.request = ByteBuffer.allocateDirect(head.length + body.length).put(head).put(body);
    this.answers = answers;
  }

  @Override
  public void run() {
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < connections; i++) {
        var address = new InetSocketAddress("127.0.0." + (1 + i % hosts), port);
        SocketChannel channel = SocketChannel.open(address);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
        channel.write(request.rewind());
      }
      ByteBuffer answer = ByteBuffer.allocateDirect(4096);
      while (true) {
        selector.select(key -> exchange((SocketChannel) key.channel(), answer));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void exchange(SocketChannel channel, ByteBuffer answer) {
    try {
      channel.read(answer.clear());
      answers.increment();
      channel.write(request.rewind());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
