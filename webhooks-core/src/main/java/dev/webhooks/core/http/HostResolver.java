package dev.webhooks.core.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host name. */
@FunctionalInterface
public interface HostResolver {
  /** The operating system's way: its DNS servers, its hosts file, its search order. */
  HostResolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /**
   * The addresses of this name, best first. May block for as long as it takes: it is called on
   * threads of its own, and never twice at a time for the same name.
   *
   * @throws UnknownHostException when the name has no address
   */
  List<InetAddress> resolve(String host) throws UnknownHostException;
}
