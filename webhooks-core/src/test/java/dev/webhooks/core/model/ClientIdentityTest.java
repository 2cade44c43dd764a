package dev.webhooks.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.webhooks.core.model.ClientIdentity.InvalidIdentityException;
import dev.webhooks.core.model.ClientIdentity.Part;
import dev.webhooks.core.testkit.TestAuthority;
import dev.webhooks.core.testkit.TestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a client identity, and what is said of what is none. */
class ClientIdentityTest {
  private static final TestAuthority AUTHORITY = new TestAuthority();
  private static final TestClient SHOP = AUTHORITY.client("shop");

  @Test
  void keys_of_both_kinds_are_taken() {
    TestClient rsa = AUTHORITY.rsaClient("rsa", 2048);
    assertThat(SHOP.identity().privateKey().getAlgorithm()).isEqualTo("EC");
    assertThat(rsa.identity().privateKey().getAlgorithm()).isEqualTo("RSA");
    assertThat(rsa.identity().certificate().getSubjectX500Principal().getName())
        .isEqualTo("CN=rsa");
  }

  @Test
  void a_chain_begins_with_the_clients_certificate() {
    String chain = SHOP.certificates() + AUTHORITY.pem();
    assertThat(of(chain, SHOP.privateKey()).chain())
        .extracting(one -> one.getSubjectX500Principal().getName())
        .hasSize(2)
        .startsWith("CN=shop");
    refused(AUTHORITY.pem() + SHOP.certificates(), SHOP.privateKey(), Part.CERTIFICATE);
    refused(SHOP.certificates() + SHOP.certificates(), SHOP.privateKey(), Part.CERTIFICATE);
  }

  @Test
  void it_prints_without_its_key_and_equals_by_its_certificates() {
    ClientIdentity identity = SHOP.identity();
    assertThat(identity)
        .isEqualTo(SHOP.identity())
        .hasSameHashCodeAs(SHOP.identity())
        .isNotEqualTo(AUTHORITY.client("shop").identity())
        .hasToString(
            "ClientIdentity[CN=shop, " + ClientIdentity.fingerprint(identity.certificate()) + "]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\n"
      })
  void what_is_no_certificate_is_refused(String pem) {
    refused(pem, SHOP.privateKey(), Part.CERTIFICATE);
  }

  @Test
  void weak_keys_and_certificates_for_servers_are_refused() {
    TestClient weak = AUTHORITY.rsaClient("weak", 1024);
    refused(weak.certificates(), weak.privateKey(), Part.CERTIFICATE);
    TestClient server = AUTHORITY.serverOnly("server");
    refused(server.certificates(), server.privateKey(), Part.CERTIFICATE);
  }

  @Test
  void a_key_of_another_certificate_is_refused() {
    refused(SHOP.certificates(), AUTHORITY.client("shop").privateKey(), Part.PRIVATE_KEY);
    refused(SHOP.certificates(), AUTHORITY.rsaClient("rsa", 2048).privateKey(), Part.PRIVATE_KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ENCRYPTED PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY", "PUBLIC"})
  void keys_in_other_forms_are_refused(String label) {
    String pem = SHOP.privateKey().replace("PRIVATE KEY", label);
    assertThat(refused(SHOP.certificates(), pem, Part.PRIVATE_KEY).getMessage())
        .isEqualTo(
            label.startsWith("ENCRYPTED")
                ? "must not be encrypted with a password"
                : "must be a PEM key in PKCS#8 form (BEGIN PRIVATE KEY), as openssl pkcs8 -topk8"
                    + " -nocrypt writes it");
  }

  @Test
  void bytes_that_are_no_key_are_refused() {
    String broken = SHOP.privateKey().replaceFirst("\\n....", "\nAAAA");
    assertThat(refused(SHOP.certificates(), broken, Part.PRIVATE_KEY))
        .hasMessage("must be the EC key of the certificate")
        .hasNoCause();
  }

  private static InvalidIdentityException refused(String certificates, String key, Part part) {
    InvalidIdentityException refusal =
        catchThrowableOfType(InvalidIdentityException.class, () -> of(certificates, key));
    assertThat(refusal).isNotNull();
    assertThat(refusal.part()).isEqualTo(part);
    return refusal;
  }

  private static ClientIdentity of(String certificates, String key) {
    return ClientIdentity.of(certificates, new Secret(key));
  }
}
