package dev.webhooks.core.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "192.168.4.0/22, 192.168.7.255, true",
    "192.168.4.0/22, 192.168.8.0, false",
    "192.168.4.128/25, 192.168.4.127, false",
    "1.2.3.4/32, 1.2.3.4, true",
    "1.2.3.4/32, 1.2.3.5, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, ::1, false",
    "fc00::/7, fdff::1, true",
    "fc00::/7, fe00::1, false",
    "::/0, ::1, true",
    "::1/128, ::1, true",
    "::1/128, ::2, false",
  })
  void a_block_contains_its_addresses(String block, String address, boolean contained)
      throws Exception {
    assertThat(Cidr.parse(block).contains(InetAddress.getByName(address).getAddress()))
        .isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.0",
        "10.0.0.0/",
        "/8",
        "10.0.0.0/33",
        "10.0.0.1/8",
        "10/8",
        "10.0.0/8",
        "010.0.0.0/8",
        "localhost/8",
        "fd00::/129",
        "fd00::1/64",
        "fd00:::/8",
        "10.0.0.0/8 ",
        "10.0.0.0/-1",
        "fe80::1%lo/128",
      })
  void what_is_no_block_is_refused(String text) {
    assertThatThrownBy(() -> Cidr.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text.strip());
  }

  @Property
  void membership_is_equality_of_the_leading_bits(
      @ForAll @Size(4) byte[] network,
      @ForAll @Size(4) byte[] address,
      @ForAll @IntRange(min = 0, max = 32) int length)
      throws Exception {
    byte[] masked = leading(network, length).toByteArray();
    byte[] padded = new byte[4];
    int used = Math.min(4, masked.length);
    System.arraycopy(masked, masked.length - used, padded, 4 - used, used);
    Cidr cidr = Cidr.parse(InetAddress.getByAddress(padded).getHostAddress() + "/" + length);
    assertThat(cidr.contains(address))
        .isEqualTo(leading(address, length).equals(leading(network, length)));
    assertThat(cidr.contains(padded)).isTrue();
    assertThat(Cidr.parse(cidr.toString())).hasToString(cidr.toString());
    assertThat(cidr.contains(Arrays.copyOf(address, 16))).isFalse();
  }

  private static BigInteger leading(byte[] address, int length) {
    BigInteger bits = new BigInteger(1, address);
    return bits.shiftRight(32 - length).shiftLeft(32 - length);
  }
}
