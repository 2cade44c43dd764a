package dev.webhooks.core.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetPolicyTest {
  private static final TargetPolicy STRICT = new TargetPolicy();
  private static final TargetPolicy EVERYTHING_ALLOWED =
      STRICT.withAllowed(List.of(Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "198.51.99.255",
        "203.0.112.255",
        "203.0.114.0",
        "223.255.255.255",
        "2606:4700:4700::1111",
        "2001:4860:4860::8888",
        "2a00:1450::1",
        "2400:cb00::1",
        "2001:200::1",
        "64:ff9b::8.8.8.8",
        "2002:808:808::1",
        "2001:0:808:808::f7f7:f7f7",
      })
  void public_addresses_may_be_called(String address) {
    assertThat(STRICT.permits(ip(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.0",
        "10.255.255.255",
        "100.64.0.0",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.0.0",
        "169.254.169.254",
        "172.16.0.0",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.0.255",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.0",
        "192.168.255.255",
        "198.18.0.0",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "168.63.129.16",
        "::",
        "::1",
        "::2",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "100::1",
        "2001:db8::1",
        "3fff::1",
        "2001:2::1",
        "2001:10::1",
        "2001:20::1",
        "5f00::1",
        "64:ff9b:1::1",
        "64:ff9b:1:808:8:800::",
        "4000::1",
        "200::1",
      })
  void everything_else_may_not(String address) {
    assertThat(STRICT.permits(ip(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "::ffff:10.0.0.1",
        "::ffff:0:10.0.0.1",
        "::10.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::169.254.169.254",
        "2002:a00:1::1",
        "2002:7f00:1::",
        "2002:c0a8:101::1",
        "2001:0:a00:1::f7f7:f7f7",
        "2001:0:808:808::f5ff:fffe",
        "2001:0:808:808:8000:0:80ff:fffe",
        "2606:4700::5efe:10.0.0.1",
        "2606:4700::200:5efe:192.168.0.1",
      })
  void an_ipv4_address_inside_an_ipv6_address_is_checked_too(String address) {
    assertThat(STRICT.permits(ip(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.170.2",
        "169.254.170.23",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "fd00:ec2::254",
        "fd20:ce::254",
        "::ffff:169.254.169.254",
        "::169.254.169.254",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::169.254.169.254",
        "64:ff9b:1:a9fe:a9:fe00::",
        "2002:a9fe:a9fe::1",
        "2001:0:808:808::5601:5601",
        "2606:4700::5efe:169.254.169.254",
      })
  void cloud_metadata_stays_refused_even_where_everything_is_allowed(String address) {
    assertThat(EVERYTHING_ALLOWED.permits(ip(address))).isFalse();
  }

  @Test
  void an_operator_can_allow_blocks() {
    TargetPolicy policy =
        STRICT.withAllowed(List.of(Cidr.parse("10.1.0.0/16"))).withAllowed(cidrs("fd12::/16"));
    assertThat(policy.permits(ip("10.1.255.255"))).isTrue();
    assertThat(policy.permits(ip("10.2.0.0"))).isFalse();
    assertThat(policy.permits(ip("fd12::1"))).isTrue();
    assertThat(policy.permits(ip("fd13::1"))).isFalse();
    assertThat(policy.refusalOf(URI.create("https://10.1.2.3/"))).isEmpty();
    assertThat(policy.refusalOf(URI.create("https://orders.internal/"))).isEmpty();
    assertThat(policy.refusalOf(URI.create("https://orders/"))).isEmpty();
  }

  @Test
  void development_allows_http_and_loopback_only() {
    TargetPolicy policy = TargetPolicy.development();
    assertThat(policy.refusalOf(URI.create("http://localhost:8080/hook"))).isEmpty();
    assertThat(policy.refusalOf(URI.create("http://127.0.0.1:8080/hook"))).isEmpty();
    assertThat(policy.refusalOf(URI.create("http://[::1]:8080/hook"))).isEmpty();
    assertThat(policy.permits(ip("127.0.0.1"))).isTrue();
    assertThat(policy.permits(ip("::1"))).isTrue();
    assertThat(policy.permits(ip("10.0.0.1"))).isFalse();
    assertThat(policy.refusalOf(URI.create("ftp://localhost/")))
        .contains("must be an http or https URL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com", "https://example.com/", "HTTPS://EXAMPLE.COM/Hook?a=b&c=%20",
        "https://example.com:8443/hook", "https://a-b.c1.example.co.uk/", "https://1.example.com/",
        "https://xn--bcher-kva.example/", "https://8.8.8.8/hook", "https://[2606:4700::1111]/hook",
        "https://0x7f.example.com/", "https://3com.com/", "https://example.com:65535/",
      })
  void urls_of_public_hosts_are_accepted(String url) {
    assertThat(STRICT.refusalOf(URI.create(url))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://example.com/ | must be an https URL",
        "ftp://example.com/ | must be an https URL",
        "//example.com/ | must be an https URL",
        "/hook | must be an https URL",
        "mailto:a@example.com | must be an https URL",
        "https:example.com | must name a host",
        "https:///hook | must name a host",
        "https://user@example.com/ | user name",
        "https://user:secret@example.com/ | user name",
        "https://user:@/ | user name",
        "https://example.com/#part | fragment",
        "https://example.com/# | fragment",
        "https://example.com:0/ | port",
        "https://example.com:65536/ | port",
        "https://bücher.example/ | ASCII form",
        "https://a_b.example.com/ | must name a host",
        "https://example.com./ | must name a host",
        "https://-a.example.com/ | must name a host",
        "https://a-.example.com/ | must name a host",
        "https://ab--c.example.com/ | must name a host",
        "https://xn--.example.com/ | must name a host",
        "https://2130706433/ | four decimal numbers",
        "https://0x7f000001/ | four decimal numbers",
        "https://0x7f.0.0.0x1/ | four decimal numbers",
        "https://0177.0.0.1/ | four decimal numbers",
        "https://017700000001/ | four decimal numbers",
        "https://127.1/ | four decimal numbers",
        "https://1.2.3/ | four decimal numbers",
        "https://1.2.3.4.5/ | four decimal numbers",
        "https://256.1.1.1/ | four decimal numbers",
        "https://127.0.0.1/ | public address",
        "https://10.0.0.1:8443/ | public address",
        "https://169.254.169.254/latest/meta-data/ | public address",
        "https://[::1]/ | public address",
        "https://[::ffff:127.0.0.1]/ | public address",
        "https://[::ffff:7f00:1]/ | public address",
        "https://[64:ff9b::7f00:1]/ | public address",
        "https://[fe80::1]/ | public address",
        "https://localhost/ | public host",
        "https://LOCALHOST:8443/ | public host",
        "https://app.localhost/ | public host",
        "https://intranet/ | public host",
        "https://printer.local/ | public host",
        "https://metadata.google.internal/ | public host",
      })
  void other_urls_are_refused_with_a_reason(String url, String reason) {
    assertThat(STRICT.refusalOf(URI.create(url))).get().asString().contains(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://[fe80::1%25eth0]/", "https://[2606:4700::1%25lo]/"})
  void an_address_with_a_zone_is_refused(String url) {
    assertThat(STRICT.refusalOf(URI.create(url))).isPresent();
  }

  @Property(tries = 2000)
  void an_embedded_form_is_permitted_exactly_when_its_ipv4_address_is(
      @ForAll @Size(4) byte[] v4, @ForAll @IntRange(min = 0, max = 4) int form) {
    boolean permitted = STRICT.permits(ip(v4));
    assertThat(STRICT.permits(ip(embedded(v4, form)))).isEqualTo(permitted);
  }

  @Property(tries = 2000)
  void ipv6_outside_2000_3_is_refused_unless_it_stands_for_ipv4(@ForAll @Size(16) byte[] v6) {
    boolean globalUnicast = (v6[0] & 0xE0) == 0x20;
    boolean translated = v6[0] == 0;
    if (!globalUnicast && !translated) {
      assertThat(STRICT.permits(ip(v6))).isFalse();
    }
  }

  @Property
  void a_url_with_a_literal_address_is_accepted_exactly_when_the_address_is(
      @ForAll @Size(4) byte[] v4) {
    InetAddress address = ip(v4);
    URI url = URI.create("https://" + address.getHostAddress() + "/hook");
    assertThat(STRICT.refusalOf(url).isEmpty()).isEqualTo(STRICT.permits(address));
  }

  /** The JDK turns ::ffff:a.b.c.d into an IPv4 address by itself; it is form 0 all the same. */
  private static byte[] embedded(byte[] v4, int form) {
    byte[] v6 = new byte[16];
    switch (form) {
      case 0 -> v6[10] = v6[11] = (byte) 0xFF;
      case 1 -> System.arraycopy(new byte[] {0, 0x64, (byte) 0xFF, (byte) 0x9B}, 0, v6, 0, 4);
      case 2 -> v6[8] = v6[9] = (byte) 0xFF;
      case 3 -> {
        v6[0] = 0x20;
        v6[1] = 2;
        System.arraycopy(v4, 0, v6, 2, 4);
        return v6;
      }
      default -> {
        v6[0] = 0x20;
        v6[1] = 1;
        System.arraycopy(new byte[] {8, 8, 8, 8}, 0, v6, 4, 4);
        for (int i = 0; i < 4; i++) {
          v6[12 + i] = (byte) ~v4[i];
        }
        return v6;
      }
    }
    System.arraycopy(v4, 0, v6, 12, 4);
    return v6;
  }

  private static List<Cidr> cidrs(String... blocks) {
    return Stream.of(blocks).map(Cidr::parse).toList();
  }

  private static InetAddress ip(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }

  private static InetAddress ip(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
