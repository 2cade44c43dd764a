package dev.webhooks.core.target;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of IP addresses, such as {@code 10.0.0.0/8} or {@code fd00::/8}. Immutable and
 * thread-safe.
 */
public final class Cidr {
  // Only characters of an address literal: a name would be looked up.
  private static final Pattern FORM = Pattern.compile("([0-9a-fA-F:.]{2,45})/([0-9]{1,3})");

  private static final byte[] NO_ADDRESS = {};

  private final byte[] network;
  private final int prefixLength;

  private Cidr(byte[] network, int prefixLength) {
    this.network = network;
    this.prefixLength = prefixLength;
  }

  /**
   * Reads address, slash and prefix length.
   *
   * @throws IllegalArgumentException if it is anything else, or has bits set behind the prefix
   */
  public static Cidr parse(String text) {
    Matcher matcher = FORM.matcher(text);
    byte[] network = matcher.matches() ? literal(matcher.group(1)) : NO_ADDRESS;
    if (network.length == 0) {
      throw new IllegalArgumentException("not a block such as 10.0.0.0/8 or fd00::/8: " + text);
    }
    int prefixLength = Integer.parseInt(matcher.group(2));
    if (prefixLength > network.length * 8 || !isZeroBehind(network, prefixLength)) {
      throw new IllegalArgumentException(
          "the prefix length does not fit the address, or bits are set behind it: " + text);
    }
    return new Cidr(network, prefixLength);
  }

  /** Whether the block contains this address, given as 4 or 16 bytes in network order. */
  boolean contains(byte[] address) {
    if (address.length != network.length) {
      return false;
    }
    int whole = prefixLength / 8;
    int rest = prefixLength % 8;
    return Arrays.equals(address, 0, whole, network, 0, whole)
        && (rest == 0 || ((address[whole] ^ network[whole]) & 0xFF) >>> (8 - rest) == 0);
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    try {
      return InetAddress.getByAddress(network).getHostAddress() + '/' + prefixLength;
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] literal(String address) {
    if (!address.contains(":") && !HostName.isDottedDecimal(address)) {
      return NO_ADDRESS;
    }
    try {
      return InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException e) {
      return NO_ADDRESS;
    }
  }

  private static boolean isZeroBehind(byte[] address, int prefixLength) {
    for (int bit = prefixLength; bit < address.length * 8; bit++) {
      if ((address[bit / 8] & (0x80 >>> (bit % 8))) != 0) {
        return false;
      }
    }
    return true;
  }
}
