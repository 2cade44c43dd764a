package dev.webhooks.core.http;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The settings of a {@link NettyHttpTransport}. Connections belong to event loops, so the limits
 * over all hosts are split evenly among these.
 *
 * @param eventLoops threads that do all input and output; every host belongs to one of them
 * @param maxConnectionsPerHost connections to one scheme, host and port; further calls wait
 * @param maxConnections connections to all hosts, used or not; where a call needs room for another
 *     the one unused for longest goes, and where all are used the call waits
 * @param idleTimeout how long an unused connection is kept, unless the receiver announced less
 * @param connectionLifetime the age from which a connection is not used again, so that changes in
 *     DNS take effect
 * @param maxHeaderBytes the most an answer's status line and headers may take, each
 * @param maxBodyBytes how much of an answer's body is read
 * @param resolverThreads threads that look names up, at least 2; a quarter of them serves names
 *     that were slow or failed before
 * @param addressLifetime how long the addresses of a name are remembered
 * @param tls whom to trust
 */
public record TransportOptions(
    int eventLoops,
    int maxConnectionsPerHost,
    int maxConnections,
    Duration idleTimeout,
    Duration connectionLifetime,
    int maxHeaderBytes,
    int maxBodyBytes,
    int resolverThreads,
    Duration addressLifetime,
    TransportTls tls) {

  /** More than a dispatcher has under way, even on one of two loops: nobody waits for room. */
  private static final int ENOUGH_CONNECTIONS = 16_384;

  /** Refuses numbers below 1. */
  public TransportOptions {
    requirePositive("eventLoops", eventLoops);
    requirePositive("maxConnectionsPerHost", maxConnectionsPerHost);
    requirePositive("maxConnections", maxConnections);
    requirePositive("maxHeaderBytes", maxHeaderBytes);
    requirePositive("maxBodyBytes", maxBodyBytes);
    requirePositive("resolverThreads", resolverThreads - 1);
  }

  /** The defaults, all of them. */
  public static TransportOptions defaults() {
    return builder().build();
  }

  /** The defaults, to be changed. */
  public static Builder builder() {
    return new Builder();
  }

  private static int usualConnections() {
    try {
      var system = new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME);
      var server = ManagementFactory.getPlatformMBeanServer();
      long files = (Long) server.getAttribute(system, "MaxFileDescriptorCount");
      return (int) Math.max(1, Math.min(ENOUGH_CONNECTIONS, files / 4 * 3));
    } catch (JMException e) {
      // Not every system counts files.
      return ENOUGH_CONNECTIONS;
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is too small: " + value);
    }
  }

  /** Collects settings; what is not set keeps its default. */
  public static final class Builder {
    private int eventLoops =
        Math.max(1, Math.min(2, Runtime.getRuntime().availableProcessors() / 2));
    private int maxConnectionsPerHost = 256;
    private int maxConnections = usualConnections();
    private Duration idleTimeout = Duration.ofSeconds(15);
    private Duration connectionLifetime = Duration.ofMinutes(5);
    private int maxHeaderBytes = 16 * 1024;
    private int maxBodyBytes = 64 * 1024;
    private int resolverThreads = 16;
    private Duration addressLifetime = Duration.ofSeconds(30);
    private TransportTls tls = TransportTls.platformTrust();

    private Builder() {}

    /**
     * Default 2, or 1 on fewer than four processors: there a second one costs more than it gives.
     */
    public Builder eventLoops(int value) {
      this.eventLoops = value;
      return this;
    }

    /** Default 256. */
    public Builder maxConnectionsPerHost(int value) {
      this.maxConnectionsPerHost = value;
      return this;
    }

    /** Default 16,384, but no more than three quarters of the files this process may open. */
    public Builder maxConnections(int value) {
      this.maxConnections = value;
      return this;
    }

    /** Default 15 seconds. */
    public Builder idleTimeout(Duration value) {
      this.idleTimeout = value;
      return this;
    }

    /** Default 5 minutes. */
    public Builder connectionLifetime(Duration value) {
      this.connectionLifetime = value;
      return this;
    }

    /** Default 16 KiB. */
    public Builder maxHeaderBytes(int value) {
      this.maxHeaderBytes = value;
      return this;
    }

    /** Default 64 KiB. */
    public Builder maxBodyBytes(int value) {
      this.maxBodyBytes = value;
      return this;
    }

    /** Default 16. */
    public Builder resolverThreads(int value) {
      this.resolverThreads = value;
      return this;
    }

    /** Default 30 seconds. */
    public Builder addressLifetime(Duration value) {
      this.addressLifetime = value;
      return this;
    }

    /** Default {@link TransportTls#platformTrust()}. */
    public Builder tls(TransportTls value) {
      this.tls = value;
      return this;
    }

    /** The settings; {@link IllegalArgumentException} when one is out of range. */
    public TransportOptions build() {
      return new TransportOptions(
          eventLoops,
          maxConnectionsPerHost,
          maxConnections,
          idleTimeout,
          connectionLifetime,
          maxHeaderBytes,
          maxBodyBytes,
          resolverThreads,
          addressLifetime,
          tls);
    }
  }
}
