package dev.webhooks.core.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to addresses that were checked: TCP to one after the other until one accepts,
 * then TLS with the host's name. Confined to an event loop.
 */
final class Dialer {
  /** With more, the share of the connect timeout that each one gets would be too short. */
  private static final int MOST_ADDRESSES = 4;

  private final EventLoop loop;
  private final Bootstrap bootstrap;
  private final TransportOptions options;

  Dialer(EventLoop loop, TransportOptions options) {
    this.options = options;
    this.loop = loop;
    this.bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .disableResolver();
  }

  /** Tells the host when the connection is open, or why it is not. */
  void dial(HostConnections host, PendingCall call, List<InetAddress> addresses) {
    new Dial(host, call, addresses).tryNext();
  }

  /** One connection on its way. */
  private final class Dial {
    private final HostConnections host;
    private final PendingCall call;
    private final Deque<InetAddress> addresses;
    private final long deadline;
    private String address = "";
    private long startedAt;
    private long tcpNanos;

    Dial(HostConnections host, PendingCall call, List<InetAddress> addresses) {
      this.host = host;
      this.call = call;
      this.addresses = new ArrayDeque<>(addresses.subList(0, limited(addresses.size())));
      this.deadline = System.nanoTime() + call.connectTimeoutNanos();
    }

    /** Each address gets its share of what is left of the connect timeout. */
    void tryNext() {
      long share = millisLeft() / addresses.size();
      InetSocketAddress target = new InetSocketAddress(addresses.remove(), host.origin().port());
      address = target.getAddress().getHostAddress();
      startedAt = System.nanoTime();
      ChannelFuture connect =
          bootstrap
              .clone()
              .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.max(1, share))
              .handler(new Pipeline(host, address))
              .connect(target);
      if (!connect.channel().isRegistered()) {
        // No socket was to be had; Netty would tell so on another thread.
        loop.execute(() -> tryNextAfter(connect.cause()));
        return;
      }
      call.connecting(connect.channel(), address);
      connect.addListener(done -> tcpEnded(connect));
    }

    private void tcpEnded(ChannelFuture connect) {
      SslHandler tls = connect.channel().pipeline().get(SslHandler.class);
      tcpNanos = System.nanoTime() - startedAt;
      if (!connect.isSuccess()) {
        tryNextAfter(connect.cause());
      } else if (tls == null) {
        opened(connect.channel(), 0);
      } else {
        tls.setHandshakeTimeoutMillis(millisLeft());
        tls.handshakeFuture().addListener(done -> tlsEnded(connect.channel(), done));
      }
    }

    private void tryNextAfter(Throwable cause) {
      if (addresses.isEmpty() || call.isDone()) {
        failed(cause);
      } else {
        tryNext();
      }
    }

    private void tlsEnded(Channel channel, Future<?> handshake) {
      if (handshake.isSuccess()) {
        opened(channel, System.nanoTime() - startedAt - tcpNanos);
      } else {
        channel.close();
        failed(handshake.cause());
      }
    }

    private void opened(Channel channel, long tlsNanos) {
      call.connected(tcpNanos, tlsNanos);
      Connection connection = channel.pipeline().get(Connection.class);
      channel.closeFuture().addListener(closed -> host.closed(connection));
      host.opened(connection, call);
    }

    private void failed(@Nullable Throwable cause) {
      Throwable known = cause == null ? new IllegalStateException("cancelled") : cause;
      host.notOpened(call, Failures.ofConnecting(address, call.connectTimeoutNanos(), known));
    }

    private long millisLeft() {
      return Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
    }
  }

  private static int limited(int count) {
    return Math.min(count, MOST_ADDRESSES);
  }

  private final class Pipeline extends ChannelInitializer<NioSocketChannel> {
    private final HostConnections host;
    private final String address;

    Pipeline(HostConnections host, String address) {
      this.host = host;
      this.address = address;
    }

    @Override
    protected void initChannel(NioSocketChannel channel) {
      Connection connection =
          new Connection(host, channel, address, options.maxHeaderBytes(), options.maxBodyBytes());
      if (host.origin().tls()) {
        channel.pipeline().addLast(options.tls().newHandler(channel.alloc(), host.origin()));
      }
      channel
          .pipeline()
          .addLast(new ResponseDecoder(connection, options.maxHeaderBytes()), connection);
    }
  }
}
