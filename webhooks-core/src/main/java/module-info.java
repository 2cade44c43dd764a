import org.jspecify.annotations.NullMarked;

/**
 * Webhook sending for any Java application: model, signing, verifying, retry decisions, dispatch.
 */
@NullMarked
module dev.webhooks.core {
  requires transitive java.sql;
  requires transitive org.jspecify;
  requires com.fasterxml.jackson.core;
  requires com.github.f4b6a3.ulid;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.http;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.transport;
  requires java.management;
  requires static jdk.httpserver;
  requires static org.postgresql.jdbc;

  exports dev.webhooks.core.cli;
  exports dev.webhooks.core.dispatch;
  exports dev.webhooks.core.filter;
  exports dev.webhooks.core.http;
  exports dev.webhooks.core.jdbc;
  exports dev.webhooks.core.model;
  exports dev.webhooks.core.operation;
  exports dev.webhooks.core.payload;
  exports dev.webhooks.core.retry;
  exports dev.webhooks.core.signing;
  exports dev.webhooks.core.spi;
  exports dev.webhooks.core.target;
}
