package dev.webhooks.core.target;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The addresses that are not somebody's public server, from the IANA special-purpose address
 * registries (RFC 6890 and its updates), and the addresses at which clouds hand out credentials.
 * Addresses are 4 or 16 bytes in network order.
 */
final class SpecialAddresses {
  private static final List<Cidr> REFUSED_V4 =
      blocks(
          "0.0.0.0/8", // this network, unspecified
          "10.0.0.0/8", // private
          "100.64.0.0/10", // carrier-grade NAT
          "127.0.0.0/8", // loopback
          "169.254.0.0/16", // link-local
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocol assignments
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // 6to4 relays, withdrawn
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4"); // class E, broadcast

  // IPv6 is the other way round: only 2000::/3 is handed out for public use at all.
  private static final Cidr PUBLIC_V6 = Cidr.parse("2000::/3");
  private static final Cidr TEREDO = Cidr.parse("2001::/32");
  private static final List<Cidr> REFUSED_PUBLIC_V6 =
      blocks(
          "2001::/23", // protocol assignments, benchmarks, ORCHID
          "2001:db8::/32", // documentation
          "3fff::/20"); // documentation

  private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");
  private static final Cidr LOCAL_NAT64 = Cidr.parse("64:ff9b:1::/48");
  private static final Cidr SIX_TO_FOUR = Cidr.parse("2002::/16");

  private static final List<Cidr> METADATA =
      blocks(
          "169.254.169.254/32", // most clouds
          "169.254.169.253/32", // AWS resolver
          "169.254.170.2/32", // AWS ECS task credentials
          "169.254.170.23/32", // AWS EKS pod credentials
          "169.254.0.23/32", // Tencent Cloud
          "169.254.42.42/32", // Scaleway
          "100.100.100.200/32", // Alibaba Cloud
          "168.63.129.16/32", // Azure, a public address
          "192.0.0.192/32", // Oracle Cloud
          "fd00:ec2::254/128", // AWS
          "fd00:ec2::253/128", // AWS resolver
          "fd00:ec2::23/128", // AWS EKS pod credentials
          "fd00:42::42/128", // Scaleway
          "fd20:ce::254/128", // Google Cloud
          "fe80::a9fe:a9fe/128"); // OpenStack

  private SpecialAddresses() {}

  /** Whether a cloud hands out credentials at this address, in whatever form it is written. */
  static boolean isMetadata(byte[] address) {
    return contains(METADATA, address)
        || embedded(address).anyMatch(inner -> contains(METADATA, inner));
  }

  /** Whether this is a public server's address and every IPv4 address within it is one too. */
  static boolean isPublic(byte[] address) {
    if (address.length == 4) {
      return !contains(REFUSED_V4, address);
    }
    return isPublicForm(address) && embedded(address).allMatch(SpecialAddresses::isPublic);
  }

  static boolean contains(List<Cidr> blocks, byte[] address) {
    for (Cidr block : blocks) {
      if (block.contains(address)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPublicForm(byte[] address) {
    if (NAT64.contains(address) || isMapped(address) || isCompatible(address)) {
      return true;
    }
    return PUBLIC_V6.contains(address)
        && (TEREDO.contains(address) || !contains(REFUSED_PUBLIC_V6, address));
  }

  /** The IPv4 addresses that a packet to this IPv6 address may end up at. */
  private static Stream<byte[]> embedded(byte[] address) {
    if (address.length == 4) {
      return Stream.empty();
    }
    if (isMapped(address) || isCompatible(address) || NAT64.contains(address)) {
      return Stream.of(at(address, 12));
    }
    if (SIX_TO_FOUR.contains(address)) {
      return Stream.of(at(address, 2));
    }
    if (TEREDO.contains(address)) {
      return Stream.of(at(address, 4), inverted(at(address, 12)));
    }
    if (LOCAL_NAT64.contains(address)) {
      return localNat64(address);
    }
    return isIsatap(address) ? Stream.of(at(address, 12)) : Stream.empty();
  }

  /** ::ffff:a.b.c.d (RFC 4291) and its translated form ::ffff:0:a.b.c.d (RFC 2765). */
  private static boolean isMapped(byte[] a) {
    return isZero(a, 0, 8)
        && ((isZero(a, 8, 10) && isOnes(a, 10)) || (isOnes(a, 8) && isZero(a, 10, 12)));
  }

  /** ::a.b.c.d, withdrawn by RFC 4291; :: and ::1 look like it and are refused as 0.0.0.0/8. */
  private static boolean isCompatible(byte[] a) {
    return isZero(a, 0, 12);
  }

  /** The interface identifier 0:5efe or 200:5efe before an IPv4 address (RFC 5214). */
  private static boolean isIsatap(byte[] a) {
    return (a[8] & 0xFD) == 0 && a[9] == 0 && a[10] == 0x5E && (a[11] & 0xFF) == 0xFE;
  }

  /** Every place at which RFC 6052, section 2.2, puts the IPv4 address behind a 48-bit prefix. */
  private static Stream<byte[]> localNat64(byte[] a) {
    return Stream.of(
        new byte[] {a[6], a[7], a[9], a[10]},
        new byte[] {a[7], a[9], a[10], a[11]},
        new byte[] {a[9], a[10], a[11], a[12]},
        at(a, 12));
  }

  private static byte[] at(byte[] address, int offset) {
    return Arrays.copyOfRange(address, offset, offset + 4);
  }

  private static byte[] inverted(byte[] v4) {
    for (int i = 0; i < v4.length; i++) {
      v4[i] = (byte) ~v4[i];
    }
    return v4;
  }

  private static boolean isZero(byte[] address, int from, int to) {
    for (int i = from; i < to; i++) {
      if (address[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOnes(byte[] address, int offset) {
    return (address[offset] & address[offset + 1] & 0xFF) == 0xFF;
  }

  private static List<Cidr> blocks(String... blocks) {
    return Stream.of(blocks).map(Cidr::parse).toList();
  }
}
