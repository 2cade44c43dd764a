package dev.webhooks.core.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.util.ReferenceCountUtil;

/** Netty's decoder with bounded heads, which tells the connection when bytes arrive. */
final class ResponseDecoder extends HttpResponseDecoder {
  private final Connection connection;

  ResponseDecoder(Connection connection, int maxHeaderBytes) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(maxHeaderBytes)
            .setMaxHeaderSize(maxHeaderBytes)
            // A receiver with an odd header has still received; nothing of it is passed on as HTTP.
            .setValidateHeaders(false));
    this.connection = connection;
  }

  /** Whether the receiver has begun to send more than what was decoded. */
  boolean holdsBytes() {
    return actualReadableBytes() > 0;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) throws Exception {
    if (connection.expects(((ByteBuf) bytes).readableBytes())) {
      super.channelRead(ctx, bytes);
    } else {
      ReferenceCountUtil.release(bytes);
      connection.close();
    }
  }
}
