package dev.webhooks.ejb.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.webhooks.core.model.Authentication;
import dev.webhooks.core.model.BodyFormat;
import dev.webhooks.core.model.Direction;
import dev.webhooks.core.model.Endpoint;
import dev.webhooks.core.model.EndpointStatus;
import dev.webhooks.core.model.EventFilter;
import dev.webhooks.core.model.EventTypePattern;
import dev.webhooks.core.model.Face;
import dev.webhooks.core.model.Header;
import dev.webhooks.core.model.Secret;
import dev.webhooks.core.model.Subscription;
import dev.webhooks.core.retry.RetrySchedule;
import dev.webhooks.core.signing.SignatureScheme;
import dev.webhooks.core.signing.SigningSecret;
import dev.webhooks.core.spi.EndpointStore.DisableReason;
import dev.webhooks.core.target.TargetPolicy;
import dev.webhooks.core.testkit.TestAuthority;
import dev.webhooks.core.testkit.TestClient;
import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.TestDatabase;
import dev.webhooks.ejb.endpoint.Credentials.ApiKey;
import dev.webhooks.ejb.endpoint.Credentials.Basic;
import dev.webhooks.ejb.endpoint.Credentials.Bearer;
import dev.webhooks.ejb.endpoint.Credentials.MutualTls;
import dev.webhooks.ejb.endpoint.Credentials.None;
import dev.webhooks.ejb.endpoint.Credentials.OAuth2;
import dev.webhooks.ejb.endpoint.Credentials.Signed;
import dev.webhooks.ejb.endpoint.Selection.Events;
import dev.webhooks.ejb.endpoint.Selection.Transactions;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What managing endpoints, bank accounts and event types promises, on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ManagementContract {
  private static final URI URL = URI.create("https://example.com/hook");
  private static final TestAuthority AUTHORITY = new TestAuthority();
  private static final TestClient CLIENT = AUTHORITY.client("shop");
  private static final MutualTls MUTUAL = mutual(CLIENT.certificates(), CLIENT.privateKey());
  private static final URI OTHER_URL = URI.create("https://example.com/elsewhere");
  private static final String ASKED = "asked";
  private static final String OLD = "old:" + "A".repeat(43) + "=";
  private static final String NEW = "n_w:" + "B".repeat(42) + "A=";
  private static final String LOST = "now:" + "C".repeat(42) + "A=";

  private TestDatabase database;
  private volatile SecretKeys keys = SecretKeys.parse(OLD);
  private EndpointDefaults defaults = EndpointDefaults.STANDARD;
  private final List<String> changes = new ArrayList<>();
  private int tenants;
  private long mark;

  abstract TestDatabase open() throws Exception;

  @BeforeAll
  void start() throws Exception {
    database = open();
  }

  @AfterAll
  void stop() throws Exception {
    database.close();
  }

  private String tenant() {
    return "tenant-" + ++tenants;
  }

  private <T> T service(Function<EndpointService, T> action) {
    return database.in(em -> action.apply(service(em)));
  }

  private EndpointService service(EntityManager em) {
    return new EndpointService(
        em,
        new AesGcmSecretCipher(keys, new SecureRandom()),
        new HmacKeyedHash(keys),
        new TargetPolicy(),
        defaults,
        () -> ++mark,
        (type, endpoint) -> changes.add(type));
  }

  private <T> T store(Function<JpaEndpointStore, T> action) {
    return store(1_000, action);
  }

  private <T> T store(int page, Function<JpaEndpointStore, T> action) {
    return database.in(em -> action.apply(store(em, page)));
  }

  private JpaEndpointStore store(EntityManager em, int page) {
    return new JpaEndpointStore(
        em,
        new AesGcmSecretCipher(keys, new SecureRandom()),
        EndpointDefaults.STANDARD,
        () -> ++mark,
        (type, endpoint) -> changes.add(type),
        page);
  }

  private <T> T accounts(Function<BankAccountService, T> action) {
    return accounts(new BankAccountCache(), action);
  }

  private <T> T accounts(BankAccountCache cache, Function<BankAccountService, T> action) {
    return toTheEnd((em, end) -> action.apply(new BankAccountService(em, cache, end)));
  }

  private <T> T types(Function<EventTypeService, T> action) {
    return types(new EventTypeCache(), action);
  }

  private <T> T types(EventTypeCache cache, Function<EventTypeService, T> action) {
    return toTheEnd((em, end) -> action.apply(new EventTypeService(em, cache, end)));
  }

  /** A transaction whose end is told of, whether it commits or not. */
  private <T> T toTheEnd(BiFunction<EntityManager, TransactionEnd, T> action) {
    List<Runnable> atTheEnd = new ArrayList<>();
    try {
      return database.in(em -> action.apply(em, atTheEnd::add));
    } finally {
      atTheEnd.forEach(Runnable::run);
    }
  }

  private Optional<PublishableType> publishable(String tenant, String name) {
    return publishable(new EventTypeCache(), tenant, name);
  }

  private Optional<PublishableType> publishable(EventTypeCache cache, String tenant, String name) {
    return types(cache, service -> new PublishableTypes(cache, service).resolve(tenant, name));
  }

  private static EndpointSettings events(Credentials credentials) {
    return EndpointSettings.of(
        "shop",
        URL,
        new Events(List.of(new EventTypePattern("payment.*")), false, Set.of("web"), null),
        credentials);
  }

  private static Signed signed(SignatureScheme... schemes) {
    return new Signed(Set.of(schemes), List.of());
  }

  private Optional<EndpointRecord> found(String tenant, long id) {
    return service(s -> s.find(tenant, id));
  }

  private Optional<EndpointRecord> found(String tenant, Face face, long id) {
    return service(s -> s.find(tenant, face, id));
  }

  private List<Endpoint> changedAfter(long version) {
    return store(s -> s.changedAfter(version));
  }

  private boolean gone(long id) {
    return store(s -> s.disable(id, DisableReason.GONE));
  }

  private Optional<BankAccount> foundAccount(String tenant, long id) {
    return accounts(s -> s.find(tenant, id));
  }

  private Optional<BankAccount> resolved(String tenant, String gateway, String number) {
    return resolved(new BankAccountCache(), tenant, gateway, number, null);
  }

  private Optional<BankAccount> resolved(
      BankAccountCache cache,
      String tenant,
      String gateway,
      String number,
      @Nullable String subAccount) {
    return accounts(cache, s -> s.resolve(tenant, gateway, number, subAccount));
  }

  private Optional<EventType> foundType(String tenant, String name) {
    return types(s -> s.find(tenant, name));
  }

  private BankAccount account(String tenant) {
    return accounts(
        service ->
            service.create(
                tenant, new BankAccountSettings("Vietcombank", "10175", List.of("VA01", "VA02"))));
  }

  @Test
  void what_was_set_is_read_back_on_both_faces() {
    String tenant = tenant();
    BankAccount account = account(tenant);
    long virtual = account.findSubAccount("VA02").orElseThrow().id();
    EndpointSettings sepay =
        new EndpointSettings(
            "Cửa hàng",
            URI.create("https://example.com/%C3%A9?a=b"),
            true,
            new Transactions(account.id(), Direction.IN, true, true, Set.of(virtual)),
            new OAuth2(URI.create("https://example.com/token"), "client", new Secret("s3cret")),
            BodyFormat.MULTIPART,
            List.of(),
            Duration.ofSeconds(7),
            List.of(new Header("X-One", "1: 2"), new Header("X-Two", "two")),
            5,
            true,
            true,
            Map.of("a\nb", "\"ü\"", "c", ""),
            false);
    EndpointSettings epayse =
        new EndpointSettings(
            "",
            URL,
            false,
            new Events(
                List.of(new EventTypePattern("payment.*"), new EventTypePattern("refund.created")),
                true,
                Set.of("web", "app"),
                "{\"livemode\":true}"),
            new ApiKey(new Secret("key")),
            BodyFormat.JSON,
            List.of(Duration.ofSeconds(90), Duration.ofHours(2)),
            null,
            List.of(),
            null,
            false,
            false,
            Map.of(),
            false);
    long first = service(s -> s.create(tenant, Face.SEPAY, sepay)).id();
    long second = service(s -> s.create(tenant, Face.EPAYSE, epayse)).id();

    assertThat(found(tenant, Face.SEPAY, first).orElseThrow().settings()).isEqualTo(sepay);
    EndpointRecord read = found(tenant, second).orElseThrow();
    assertThat(read.settings()).isEqualTo(epayse);
    assertThat(read.status()).isEqualTo(EndpointStatus.DISABLED);
    assertThat(read.disabledAt()).isNotNull();
    assertThat(read.createdAt()).isEqualTo(read.updatedAt());
    assertThat(found(tenant, Face.SEPAY, second)).isEmpty();
    assertThat(found("someone else", second)).isEmpty();
  }

  @Test
  void secrets_are_stored_encrypted_and_do_not_print() {
    String tenant = tenant();
    EndpointRecord stored =
        service(s -> s.create(tenant, Face.EPAYSE, events(new ApiKey(new Secret("hunter2")))));
    String column =
        database.in(
            em ->
                (String)
                    em.createNativeQuery(
                            "select credential_cipher from webhooks.endpoint where id = "
                                + stored.id())
                        .getSingleResult());
    assertThat(column).startsWith("old:").doesNotContain("hunter2");
    assertThat(stored.toString()).doesNotContain("hunter2");
  }

  @Test
  void a_client_certificate_is_kept_with_its_key_encrypted() {
    String tenant = tenant();
    EndpointRecord stored = service(s -> s.create(tenant, Face.EPAYSE, events(MUTUAL)));
    assertThat(found(tenant, stored.id()).orElseThrow().settings().credentials()).isEqualTo(MUTUAL);
    assertThat(stored.toString()).doesNotContain("PRIVATE KEY");
    String row =
        database.in(
            em ->
                (String)
                    em.createNativeQuery(
                            "select credential_cipher from webhooks.endpoint where id = "
                                + stored.id())
                        .getSingleResult());
    assertThat(row).startsWith("old:").doesNotContain("PRIVATE KEY");
    assertThat(changedAfter(stored.version() - 1))
        .singleElement()
        .extracting(Endpoint::authentication)
        .isEqualTo(new Authentication.MutualTls(CLIENT.identity()));
  }

  @Test
  void a_client_certificate_that_cannot_serve_is_refused_at_its_field() {
    TestClient expired = AUTHORITY.expiredClient("shop");
    assertThat(refusedFields(mutual(expired.certificates(), expired.privateKey())))
        .containsOnlyKeys("certificates");
    assertThat(refusedFields(mutual("nothing", CLIENT.privateKey())))
        .containsOnlyKeys("certificates");
    assertThat(refusedFields(mutual(CLIENT.certificates(), expired.privateKey())))
        .containsOnlyKeys("privateKey");
    EndpointSettings plain =
        EndpointSettings.of(
            "shop", URI.create("http://example.com/"), events(MUTUAL).selection(), MUTUAL);
    assertThatThrownBy(() -> service(s -> s.create(tenant(), Face.EPAYSE, plain)))
        .isInstanceOfSatisfying(
            Refusal.Invalid.class,
            refusal ->
                assertThat(refusal.errors().get("url"))
                    .contains("must be https for a client certificate to be presented"));
  }

  @Test
  void an_endpoint_whose_certificate_has_expired_meanwhile_can_still_be_changed() {
    String tenant = tenant();
    EndpointRecord stored = service(s -> s.create(tenant, Face.EPAYSE, events(MUTUAL)));
    TestClient expired = AUTHORITY.expiredClient("shop");
    database.in(
        em ->
            em.createNativeQuery(
                    "update webhooks.endpoint set client_certificates = ?1, credential_cipher = ?2"
                        + " where id = ?3")
                .setParameter(1, expired.certificates())
                .setParameter(
                    2,
                    new Seal(new AesGcmSecretCipher(keys, new SecureRandom()), stored.id())
                        .close("credential", expired.privateKey()))
                .setParameter(3, stored.id())
                .executeUpdate());
    EndpointRecord updated =
        service(
            s ->
                s.update(
                    tenant, Face.EPAYSE, stored.id(), null, before -> before.withEnabled(false)));
    assertThat(updated.status()).isEqualTo(EndpointStatus.DISABLED);
  }

  private Map<String, List<String>> refusedFields(Credentials credentials) {
    return catchThrowableOfType(
            Refusal.Invalid.class,
            () -> service(s -> s.create(tenant(), Face.EPAYSE, events(credentials))))
        .errors();
  }

  private static MutualTls mutual(String certificates, String key) {
    return new MutualTls(certificates, new Secret(key));
  }

  @Test
  void a_list_is_filtered_counted_and_newest_first() {
    String tenant = tenant();
    List<Long> ids =
        IntStream.range(0, 5)
            .mapToObj(
                i ->
                    service(
                        s ->
                            s.create(
                                tenant,
                                Face.EPAYSE,
                                EndpointSettings.of(
                                    "e" + i,
                                    URI.create("https://example.com/A_" + i + "%25"),
                                    events(new None()).selection(),
                                    new ApiKey(new Secret("key" + i % 2))))))
            .map(EndpointRecord::id)
            .toList();
    service(s -> s.disable(tenant, ids.get(4), "tired"));

    assertThat(listed(tenant, EndpointFilter.ALL, 1, 2)).containsExactly(ids.get(4), ids.get(3));
    assertThat(listed(tenant, EndpointFilter.ALL, 3, 2)).containsExactly(ids.get(0));
    assertThat(listed(tenant, EndpointFilter.ALL, 4, 2)).isEmpty();
    assertThat(total(tenant, new EndpointFilter("/a_", null, null))).isEqualTo(5);
    assertThat(total(tenant, new EndpointFilter("_1%25", null, null))).isEqualTo(1);
    assertThat(total(tenant, new EndpointFilter("a%", null, null))).isZero();
    assertThat(total(tenant, new EndpointFilter(null, new Secret("key1"), null))).isEqualTo(2);
    assertThat(total(tenant, new EndpointFilter(null, new Secret("KEY1"), null))).isZero();
    assertThat(total(tenant, new EndpointFilter(null, null, true))).isEqualTo(4);
    assertThat(total(tenant, new EndpointFilter("example", new Secret("key0"), false)))
        .isEqualTo(1);
  }

  private List<Long> listed(String tenant, EndpointFilter filter, int page, int limit) {
    return service(s -> s.page(tenant, Face.EPAYSE, filter, page, limit)).items().stream()
        .map(EndpointRecord::id)
        .toList();
  }

  private long total(String tenant, EndpointFilter filter) {
    return service(s -> s.page(tenant, Face.EPAYSE, filter, 1, 100)).total();
  }

  @Test
  void the_eleventh_endpoint_is_refused_and_deleted_ones_do_not_count() {
    String tenant = tenant();
    long first = service(s -> s.create(tenant, Face.EPAYSE, events(new None()))).id();
    for (int i = 1; i < 10; i++) {
      service(s -> s.create(tenant, Face.EPAYSE, events(new None())));
    }
    assertThatThrownBy(() -> service(s -> s.create(tenant, Face.EPAYSE, events(new None()))))
        .isInstanceOf(Refusal.LimitReached.class);
    service(
        s -> {
          s.delete(tenant, Face.EPAYSE, first, null);
          return first;
        });
    service(s -> s.create(tenant, Face.EPAYSE, events(new None())));
  }

  @Test
  void a_stale_version_is_refused_and_a_fresh_one_moves_on() {
    String tenant = tenant();
    EndpointRecord stored = service(s -> s.create(tenant, Face.EPAYSE, events(new None())));
    EndpointRecord updated =
        service(
            s ->
                s.update(
                    tenant,
                    Face.EPAYSE,
                    stored.id(),
                    stored.version(),
                    before -> before.withCredentials(new ApiKey(new Secret("k")))));
    assertThat(updated.version()).isGreaterThan(stored.version());
    assertThat(updated.settings().credentials()).isEqualTo(new ApiKey(new Secret("k")));
    assertThatThrownBy(
            () ->
                service(s -> s.update(tenant, Face.EPAYSE, stored.id(), stored.version(), x -> x)))
        .isInstanceOf(Refusal.StaleVersion.class);
  }

  @Test
  void disabling_marks_what_is_pending_as_cancelled_and_so_does_enabling_again() {
    String tenant = tenant();
    EndpointRecord stored = service(s -> s.create(tenant, Face.EPAYSE, events(new None())));
    assertThat(stored.cancelledThrough()).isZero();
    EndpointRecord disabled = service(s -> s.disable(tenant, stored.id(), "tired"));
    assertThat(disabled.disabledReason()).isEqualTo("tired");
    assertThat(disabled.cancelledThrough()).isPositive();
    EndpointRecord enabled = service(s -> s.enable(tenant, stored.id()));
    assertThat(enabled.status()).isEqualTo(EndpointStatus.ENABLED);
    assertThat(enabled.disabledAt()).isNull();
    assertThat(enabled.cancelledThrough()).isGreaterThan(disabled.cancelledThrough());
    assertThat(service(s -> s.enable(tenant, stored.id())).version()).isEqualTo(enabled.version());
  }

  @Test
  void a_deleted_endpoint_is_gone_for_its_tenant_and_known_to_the_dispatcher() {
    String tenant = tenant();
    EndpointRecord stored = service(s -> s.create(tenant, Face.EPAYSE, events(new None())));
    delete(tenant, stored.id());
    assertThat(found(tenant, stored.id())).isEmpty();
    assertThatThrownBy(() -> delete(tenant, stored.id())).isInstanceOf(Refusal.NotFound.class);
    assertThat(changedAfter(stored.version()))
        .filteredOn(endpoint -> endpoint.id() == stored.id())
        .singleElement()
        .extracting(Endpoint::status)
        .isEqualTo(EndpointStatus.DELETED);
  }

  private void delete(String tenant, long id) {
    service(
        s -> {
          s.delete(tenant, Face.EPAYSE, id, null);
          return id;
        });
  }

  @Test
  void of_a_deleted_endpoint_little_is_kept_in_memory() {
    String tenant = tenant();
    EndpointRecord stored = service(s -> s.create(tenant, Face.EPAYSE, withHeaders(headers(15))));
    delete(tenant, stored.id());

    Endpoint deleted = changedAfter(stored.version()).get(0);

    assertThat(deleted.headers()).isEmpty();
    assertThat(deleted.subscription())
        .isEqualTo(new Subscription.Events(List.of(), false, Set.of(), EventFilter.ALL));
  }

  @Test
  void the_dispatcher_sees_changes_in_the_order_of_their_versions() {
    String tenant = tenant();
    EndpointRecord first = service(s -> s.create(tenant, Face.EPAYSE, events(new None())));
    EndpointRecord second =
        service(s -> s.create(tenant, Face.EPAYSE, events(signed(SignatureScheme.EPAYSE))));
    service(s -> s.disable(tenant, first.id(), "tired"));
    List<Endpoint> changed = changedAfter(first.version());
    assertThat(changed).extracting(Endpoint::id).containsExactly(second.id(), first.id());
    Endpoint endpoint = changed.get(0);
    assertThat(endpoint.retrySchedule()).isEqualTo(RetrySchedule.EPAYSE);
    assertThat(endpoint.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(endpoint.authentication())
        .isInstanceOfSatisfying(
            Authentication.Signed.class,
            signed -> assertThat(signed.keys()).isEqualTo(second.signingKeys()).hasSize(1));
  }

  @Test
  void the_dispatcher_sees_changes_page_by_page() {
    String tenant = tenant();
    Signed two = signed(SignatureScheme.EPAYSE, SignatureScheme.STANDARD_ED25519);
    List<EndpointRecord> created =
        IntStream.range(0, 6)
            .mapToObj(i -> service(s -> s.create(tenant, Face.EPAYSE, events(two))))
            .toList();
    long before = created.get(0).version() - 1;

    for (int page : new int[] {1, 2, 4, 6, 7}) {
      List<Endpoint> read = store(page, s -> s.changedAfter(before));
      assertThat(read)
          .as("pages of %d", page)
          .isEqualTo(changedAfter(before))
          .extracting(Endpoint::id)
          .containsExactlyElementsOf(created.stream().map(EndpointRecord::id).toList());
    }
  }

  @Test
  void endpoints_of_earlier_pages_are_not_held_while_the_next_is_read() {
    String tenant = tenant();
    long before = service(s -> s.create(tenant, Face.EPAYSE, events(new None()))).version();
    for (int i = 0; i < 4; i++) {
      service(s -> s.create(tenant, Face.EPAYSE, events(new None())));
    }
    List<Integer> held = new ArrayList<>();

    List<Endpoint> read = database.in(em -> store(watched(em, held::add), 2).changedAfter(before));

    assertThat(read).hasSize(4);
    assertThat(held).hasSizeGreaterThanOrEqualTo(4).containsOnly(0);
  }

  /** Told at every query how many of the endpoints that were read before are still managed. */
  private static EntityManager watched(EntityManager database, Consumer<Integer> held) {
    List<EndpointEntity> read = new ArrayList<>();
    return forwarding(
        EntityManager.class,
        database,
        result -> {
          if (result instanceof TypedQuery<?> query) {
            held.accept((int) read.stream().filter(database::contains).count());
            return watched(query, read);
          }
          return result;
        });
  }

  private static TypedQuery<?> watched(TypedQuery<?> query, List<EndpointEntity> read) {
    return forwarding(
        TypedQuery.class,
        query,
        result -> {
          if (result instanceof List<?> rows) {
            rows.stream()
                .filter(EndpointEntity.class::isInstance)
                .map(EndpointEntity.class::cast)
                .forEach(read::add);
          }
          return result instanceof TypedQuery<?> same ? watched(same, read) : result;
        });
  }

  private static <T> T forwarding(Class<T> type, T target, UnaryOperator<Object> onResult) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> onResult.apply(method.invoke(target, arguments))));
  }

  @Test
  void the_product_disables_an_endpoint_once() {
    String tenant = tenant();
    EndpointRecord stored = service(s -> s.create(tenant, Face.EPAYSE, events(new None())));
    assertThat(gone(stored.id())).isTrue();
    assertThat(gone(stored.id())).isFalse();
    assertThat(found(tenant, stored.id()).orElseThrow().disabledReason()).isEqualTo("gone");
  }

  @Test
  void missing_signing_secrets_are_generated_per_kind() {
    String tenant = tenant();
    EndpointRecord stored =
        service(
            s ->
                s.create(
                    tenant,
                    Face.EPAYSE,
                    events(signed(SignatureScheme.STANDARD, SignatureScheme.STANDARD_ED25519))));
    assertThat(stored.signingKeys()).hasSize(2);
    Signed credentials = (Signed) stored.settings().credentials();
    assertThat(credentials.secrets())
        .extracting(secret -> secret.reveal().substring(0, 5))
        .containsExactlyInAnyOrder("whsec", "whsk_");
    EndpointRecord without =
        service(
            s ->
                s.update(
                    tenant,
                    Face.EPAYSE,
                    stored.id(),
                    null,
                    before -> before.withCredentials(signed(SignatureScheme.STANDARD))));
    assertThat(without.signingKeys()).hasSize(1);
    assertThat(stored.signingKeys()).containsAll(without.signingKeys());
  }

  @Test
  void a_rotated_secret_overlaps_and_the_new_one_comes_first() {
    String tenant = tenant();
    EndpointRecord stored =
        service(s -> s.create(tenant, Face.EPAYSE, events(signed(SignatureScheme.EPAYSE))));
    SigningSecret given = SigningSecret.of("my own secret");
    EndpointRecord rotated =
        service(s -> s.rotateSecret(tenant, stored.id(), Duration.ofDays(1), given));
    assertThat(rotated.signingKeys()).hasSize(2);
    assertThat(rotated.signingKeys().get(0).secret()).isEqualTo(given);
    assertThat(rotated.signingKeys().get(0).expiresAt()).isNull();
    assertThat(rotated.signingKeys().get(1).secret())
        .isEqualTo(stored.signingKeys().get(0).secret());
    assertThat(rotated.signingKeys().get(1).expiresAt())
        .isEqualTo(rotated.updatedAt().plus(Duration.ofDays(1)));
    EndpointRecord again = service(s -> s.rotateSecret(tenant, stored.id(), Duration.ZERO, null));
    assertThat(again.signingKeys()).hasSize(2).noneMatch(key -> key.secret().equals(given));
  }

  @Test
  void the_eleventh_live_secret_is_refused() {
    String tenant = tenant();
    EndpointRecord stored =
        service(s -> s.create(tenant, Face.EPAYSE, events(signed(SignatureScheme.EPAYSE))));
    for (int i = 1; i < 10; i++) {
      service(s -> s.rotateSecret(tenant, stored.id(), Duration.ofDays(7), null));
    }
    assertThatThrownBy(
            () -> service(s -> s.rotateSecret(tenant, stored.id(), Duration.ofDays(7), null)))
        .isInstanceOf(Refusal.LimitReached.class);
    assertThatThrownBy(
            () -> service(s -> s.rotateSecret(tenant, stored.id(), Duration.ofDays(8), null)))
        .isInstanceOf(Refusal.Invalid.class);
  }

  @Test
  void a_secret_given_in_an_update_replaces_the_stored_one_at_once() {
    String tenant = tenant();
    EndpointRecord stored =
        service(s -> s.create(tenant, Face.EPAYSE, events(signed(SignatureScheme.EPAYSE))));
    SigningSecret given = SigningSecret.of("0123456789abcdef");
    EndpointRecord updated =
        service(
            s ->
                s.update(
                    tenant,
                    Face.EPAYSE,
                    stored.id(),
                    null,
                    before ->
                        before.withCredentials(
                            new Signed(Set.of(SignatureScheme.EPAYSE), List.of(given)))));
    assertThat(updated.signingKeys()).singleElement().extracting(k -> k.secret()).isEqualTo(given);
  }

  @Test
  void everything_wrong_is_named_at_once() {
    String tenant = tenant();
    EndpointSettings wrong =
        new EndpointSettings(
            "",
            URI.create("http://127.0.0.1/"),
            true,
            new Transactions(4711, null, false, true, Set.of()),
            new None(),
            BodyFormat.JSON,
            null,
            Duration.ofSeconds(31),
            List.of(new Header("Host", "x")),
            0,
            false,
            false,
            Map.of(),
            false);
    assertThatThrownBy(() -> service(s -> s.create(tenant, Face.SEPAY, wrong)))
        .isInstanceOfSatisfying(
            Refusal.Invalid.class,
            refusal ->
                assertThat(refusal.errors())
                    .containsOnlyKeys(
                        "url",
                        "bankAccountId",
                        "subAccountIds",
                        "timeout",
                        "headers",
                        "rateLimit"));
  }

  @Test
  void what_is_too_long_to_be_stored_is_refused_at_its_field() {
    Secret secret = new Secret("s");
    URI longUrl = URI.create("https://example.com/" + "p".repeat(2_048));
    assertTooLong("clientId", events(new OAuth2(URL, "c".repeat(1_001), secret)));
    assertTooLong("tokenUrl", events(new OAuth2(longUrl, "c", secret)));
    assertTooLong("username", events(new Basic("u".repeat(1_001), secret)));
    assertTooLong("headers", withHeaders(headers(40)));
    assertTooLong("filter", events(new None(), "{\"type\":\"" + "t".repeat(100_000) + "\"}"));

    String tenant = tenant();
    List<EndpointSettings> longest =
        List.of(
            events(new OAuth2(URL, "c".repeat(1_000), secret)),
            withHeaders(headers(15)),
            events(new None(), "{\"type\":\"" + "t".repeat(99_000) + "\"}"));
    for (EndpointSettings settings : longest) {
      service(s -> s.create(tenant, Face.EPAYSE, settings));
    }
  }

  private void assertTooLong(String field, EndpointSettings settings) {
    assertThatThrownBy(() -> service(s -> s.create(tenant(), Face.EPAYSE, settings)))
        .isInstanceOfSatisfying(
            Refusal.Invalid.class, refusal -> assertThat(refusal.errors()).containsOnlyKeys(field));
  }

  private static List<Header> headers(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Header("X-H-" + i, "v".repeat(4_096)))
        .toList();
  }

  private static EndpointSettings withHeaders(List<Header> headers) {
    return new EndpointSettings(
        "h",
        URL,
        true,
        events(new None()).selection(),
        new None(),
        BodyFormat.JSON,
        null,
        null,
        headers,
        null,
        false,
        false,
        Map.of(),
        false);
  }

  private static EndpointSettings events(Credentials credentials, String filter) {
    return EndpointSettings.of(
        "shop",
        URL,
        new Events(List.of(new EventTypePattern("payment.*")), false, Set.of(), filter),
        credentials);
  }

  @Test
  void an_older_key_still_decrypts_and_finds() {
    String tenant = tenant();
    EndpointRecord stored =
        service(s -> s.create(tenant, Face.EPAYSE, events(new ApiKey(new Secret("k")))));
    try {
      keys = SecretKeys.parse(NEW + "," + OLD);
      assertThat(found(tenant, stored.id()).orElseThrow().settings()).isEqualTo(stored.settings());
      assertThat(total(tenant, new EndpointFilter(null, new Secret("k"), null))).isEqualTo(1);
      keys = SecretKeys.parse(NEW);
      assertThat(changedAfter(stored.version() - 1))
          .as("what it is owed waits for its key")
          .filteredOn(endpoint -> endpoint.id() == stored.id())
          .extracting(Endpoint::status)
          .containsExactly(EndpointStatus.UNVERIFIED);
    } finally {
      keys = SecretKeys.parse(OLD);
    }
  }

  private <T> T olderKeys(Function<OlderKeys, T> action) {
    return database.in(
        em ->
            action.apply(
                new OlderKeys(
                    em,
                    new AesGcmSecretCipher(keys, new SecureRandom()),
                    new HmacKeyedHash(keys),
                    keys)));
  }

  private long underOlderKeys() {
    return olderKeys(OlderKeys::count);
  }

  /** Returns how many endpoints were renewed, one a step. */
  private int renewAll() {
    int renewed = 0;
    OlderKeys.Step step = new OlderKeys.Step(0, 0);
    do {
      long after = step.lastId();
      step = olderKeys(older -> older.renew(after, 1));
      renewed += step.renewed();
    } while (step.lastId() > 0);
    return renewed;
  }

  @Test
  void after_a_rotation_every_secret_comes_under_the_new_key_and_nothing_else_changes() {
    String tenant = tenant();
    EndpointSettings withHeaders = withHeaders(List.of(new Header("X-Secret", "s3cret")));
    List<EndpointRecord> before =
        List.of(
            service(s -> s.create(tenant, Face.EPAYSE, events(new ApiKey(new Secret("k"))))),
            service(s -> s.create(tenant, Face.EPAYSE, events(MUTUAL))),
            service(s -> s.create(tenant, Face.EPAYSE, withHeaders)),
            service(s -> s.create(tenant, Face.EPAYSE, events(signed(SignatureScheme.EPAYSE)))));
    EndpointRecord deleted =
        service(s -> s.create(tenant, Face.EPAYSE, events(new ApiKey(new Secret("gone")))));
    delete(tenant, deleted.id());
    EndpointRecord without = service(s -> s.create(tenant, Face.EPAYSE, events(new None())));
    try {
      keys = SecretKeys.parse(NEW + "," + OLD);
      assertThat(underOlderKeys()).isGreaterThanOrEqualTo(5);
      assertThat(renewAll()).isGreaterThanOrEqualTo(5);
      assertThat(underOlderKeys()).isZero();
      assertThat(renewAll()).as("nothing is left to do").isZero();

      keys = SecretKeys.parse(NEW);
      for (EndpointRecord endpoint : before) {
        assertThat(found(tenant, endpoint.id())).contains(endpoint);
      }
      assertThat(found(tenant, without.id())).contains(without);
      assertThat(total(tenant, new EndpointFilter(null, new Secret("k"), null))).isEqualTo(1);
      assertThat(changedAfter(0)).extracting(Endpoint::id).contains(deleted.id());
    } finally {
      keys = SecretKeys.parse(NEW + "," + OLD);
      returnToOldKeyFrom(NEW);
    }
  }

  /** The other tests go on under the key they know. */
  private void returnToOldKeyFrom(String other) {
    keys = SecretKeys.parse(OLD + "," + other);
    renewAll();
    keys = SecretKeys.parse(OLD);
  }

  @Test
  void an_endpoint_whose_key_is_gone_does_not_stop_the_others() {
    String tenant = tenant();
    try {
      keys = SecretKeys.parse(LOST);
      long lost =
          service(s -> s.create(tenant, Face.EPAYSE, events(new Bearer(new Secret("x"))))).id();
      keys = SecretKeys.parse(OLD);
      long kept =
          service(s -> s.create(tenant, Face.EPAYSE, events(new Bearer(new Secret("y"))))).id();
      keys = SecretKeys.parse(NEW + "," + OLD);
      renewAll();
      assertThat(underOlderKeys()).isEqualTo(1);
      keys = SecretKeys.parse(NEW);
      assertThat(statusesIn(changedAfter(0)))
          .containsEntry(kept, EndpointStatus.ENABLED)
          .containsEntry(lost, EndpointStatus.UNVERIFIED);
      keys = SecretKeys.parse(NEW + "," + LOST);
      renewAll();
      assertThat(underOlderKeys()).isZero();
    } finally {
      returnToOldKeyFrom(NEW);
    }
  }

  private static Map<Long, EndpointStatus> statusesIn(List<Endpoint> endpoints) {
    return endpoints.stream().collect(Collectors.toMap(Endpoint::id, Endpoint::status));
  }

  @Test
  void an_endpoint_whose_key_is_gone_is_still_owed_what_is_published() {
    String tenant = tenant();
    try {
      keys = SecretKeys.parse(LOST);
      EndpointSettings settings = events(new Bearer(new Secret("x")));
      EndpointRecord enabled = service(s -> s.create(tenant, Face.EPAYSE, settings));
      EndpointRecord deleted = service(s -> s.create(tenant, Face.EPAYSE, settings));
      delete(tenant, deleted.id());
      keys = SecretKeys.parse(OLD);

      List<Endpoint> read = changedAfter(enabled.version() - 1);

      assertThat(read).extracting(Endpoint::id).containsExactly(enabled.id(), deleted.id());
      assertThat(read)
          .extracting(Endpoint::status)
          .containsExactly(EndpointStatus.UNVERIFIED, EndpointStatus.DELETED);
      assertThat(read.get(0).subscription()).isInstanceOf(Subscription.Events.class);
      assertThat(read.get(0).url()).isEqualTo(URL);
    } finally {
      returnToOldKeyFrom(LOST);
    }
  }

  @Test
  void an_endpoint_whose_key_is_gone_is_listed_without_its_secrets_and_can_be_deleted() {
    String tenant = tenant();
    try {
      keys = SecretKeys.parse(LOST);
      long lost =
          service(s -> s.create(tenant, Face.EPAYSE, events(new Bearer(new Secret("x"))))).id();
      keys = SecretKeys.parse(OLD);

      EndpointRecord listed =
          service(s -> s.page(tenant, Face.EPAYSE, EndpointFilter.ALL, 1, 10)).items().get(0);
      assertThat(listed).isEqualTo(found(tenant, lost).orElseThrow());
      assertThat(listed.settings().credentials()).isEqualTo(new Credentials.None());
      assertThat(listed.ownership()).isEqualTo(Ownership.PENDING);
      delete(tenant, lost);
      assertThat(found(tenant, lost)).isEmpty();
    } finally {
      returnToOldKeyFrom(LOST);
    }
  }

  @Test
  void an_endpoint_whose_key_is_gone_is_not_changed_and_its_owner_is_told_why() {
    String tenant = tenant();
    try {
      keys = SecretKeys.parse(LOST);
      EndpointSettings settings = events(signed(SignatureScheme.EPAYSE));
      long lost = service(s -> s.create(tenant, Face.EPAYSE, settings)).id();
      keys = SecretKeys.parse(OLD);

      assertThatThrownBy(
              () -> service(s -> s.update(tenant, Face.EPAYSE, lost, null, same -> same)))
          .isInstanceOf(Refusal.Conflict.class)
          .hasMessageContaining("secrets cannot be read");
      assertThatThrownBy(() -> service(s -> s.rotateSecret(tenant, lost, Duration.ZERO, null)))
          .isInstanceOf(Refusal.Conflict.class)
          .hasMessageContaining("secrets cannot be read");
    } finally {
      returnToOldKeyFrom(LOST);
    }
  }

  @Test
  void an_endpoint_whose_key_is_gone_is_disabled_like_any_other() {
    String tenant = tenant();
    try {
      keys = SecretKeys.parse(LOST);
      EndpointSettings settings = events(new Bearer(new Secret("x")));
      long lost = service(s -> s.create(tenant, Face.EPAYSE, settings)).id();
      keys = SecretKeys.parse(OLD);

      assertThat(gone(lost)).isTrue();
      assertThat(found(tenant, lost).orElseThrow().disabledReason()).isEqualTo("gone");
    } finally {
      returnToOldKeyFrom(LOST);
    }
  }

  @Test
  void changes_made_during_a_rotation_are_not_lost_and_do_not_fail() throws Exception {
    String tenant = tenant();
    List<Long> ids =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    service(
                            s ->
                                s.create(
                                    tenant, Face.EPAYSE, events(new Bearer(new Secret("t" + i)))))
                        .id())
            .toList();
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      keys = SecretKeys.parse(NEW + "," + OLD);
      Future<Integer> renewed = other.submit(this::renewAll);
      for (long id : ids) {
        service(s -> s.disable(tenant, id, "tired"));
        service(s -> s.enable(tenant, id));
        service(s -> s.disable(tenant, id, "changed meanwhile"));
      }
      renewed.get(60, TimeUnit.SECONDS);
      assertThat(underOlderKeys()).isZero();
      for (int i = 0; i < ids.size(); i++) {
        EndpointRecord read = found(tenant, ids.get(i)).orElseThrow();
        assertThat(read.disabledReason()).isEqualTo("changed meanwhile");
        assertThat(read.settings().credentials()).isEqualTo(new Bearer(new Secret("t" + i)));
      }
    } finally {
      other.shutdown();
      returnToOldKeyFrom(NEW);
    }
  }

  private EndpointRecord created(EndpointSettings settings) {
    return service(s -> s.create(ASKED, Face.EPAYSE, settings));
  }

  private EndpointRecord verified(EndpointRecord endpoint) {
    return service(s -> s.verified(ASKED, endpoint.id(), URL));
  }

  private int disabledUnverified(Instant since) {
    return store(s -> s.disableUnverified(since));
  }

  private EndpointStatus statusForTheDispatcher(EndpointRecord endpoint) {
    return changedAfter(0).stream()
        .filter(known -> known.id() == endpoint.id())
        .map(Endpoint::status)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void an_endpoint_that_asks_for_it_is_unverified_until_its_target_has_answered() {
    EndpointRecord before = created(verifying(URL));
    assertThat(before.ownership()).isEqualTo(Ownership.PENDING);
    assertThat(before.settings().verifyOwnership()).isTrue();
    assertThat(statusForTheDispatcher(before)).isEqualTo(EndpointStatus.UNVERIFIED);

    EndpointRecord verified = verified(before);
    assertThat(verified.ownership()).isEqualTo(Ownership.VERIFIED);
    assertThat(verified.verifiedAt()).isEqualTo(verified.updatedAt());
    assertThat(verified.version()).isGreaterThan(before.version());
    assertThat(statusForTheDispatcher(before)).isEqualTo(EndpointStatus.ENABLED);
    assertThat(verified(before)).isEqualTo(verified);
    delete(ASKED, before.id());
  }

  @Test
  void a_new_target_must_answer_anew_and_another_change_needs_no_answer() {
    EndpointRecord stored = created(verifying(URL));
    service(s -> s.verified(ASKED, stored.id(), URL));
    EndpointRecord renamed = updated(stored, events(new Bearer(new Secret("x"))), URL);
    assertThat(renamed.ownership()).isEqualTo(Ownership.VERIFIED);
    EndpointRecord moved = updated(stored, events(new None()), OTHER_URL);
    assertThat(moved.ownership()).isEqualTo(Ownership.PENDING);
    assertThat(moved.verifiedAt()).isNull();
    assertThat(moved.cancelledThrough()).as("what is pending waits").isZero();
    assertThatThrownBy(() -> service(s -> s.verified(ASKED, stored.id(), URL)))
        .isInstanceOf(Refusal.Conflict.class);
    EndpointRecord unasked =
        service(s -> s.update(ASKED, Face.EPAYSE, stored.id(), null, before -> events(new None())));
    assertThat(unasked.ownership()).isEqualTo(Ownership.NOT_REQUIRED);
    delete(ASKED, stored.id());
  }

  private EndpointRecord updated(EndpointRecord stored, EndpointSettings from, URI url) {
    return service(
        s ->
            s.update(
                ASKED,
                Face.EPAYSE,
                stored.id(),
                null,
                before -> verifying(url).withCredentials(from.credentials())));
  }

  @Test
  void an_installation_may_ask_it_of_every_new_target_of_an_endpoint() {
    EndpointRecord old = created(events(new None()));
    defaults =
        new EndpointDefaults(
            RetrySchedule.SEPAY, RetrySchedule.EPAYSE, Duration.ofSeconds(30), 10, true);
    try {
      EndpointRecord fresh = created(events(new None()));
      assertThat(fresh.ownership()).isEqualTo(Ownership.PENDING);
      EndpointRecord kept =
          service(
              s -> s.update(ASKED, Face.EPAYSE, fresh.id(), null, before -> events(new None())));
      assertThat(kept.ownership()).as("it cannot be waived").isEqualTo(Ownership.PENDING);
      assertThat(found(ASKED, old.id()).orElseThrow().ownership())
          .isEqualTo(Ownership.NOT_REQUIRED);
      EndpointSettings elsewhere =
          EndpointSettings.of("shop", OTHER_URL, events(new None()).selection(), new None());
      assertThat(
              service(s -> s.update(ASKED, Face.EPAYSE, old.id(), null, before -> elsewhere))
                  .ownership())
          .isEqualTo(Ownership.PENDING);
      delete(ASKED, fresh.id());
    } finally {
      defaults = EndpointDefaults.STANDARD;
    }
    delete(ASKED, old.id());
  }

  @Test
  void who_is_not_verified_in_time_is_disabled_and_may_try_again() {
    EndpointRecord waiting = created(verifying(URL));
    EndpointRecord verified = created(verifying(URL));
    service(s -> s.verified(ASKED, verified.id(), URL));
    boolean disabledAllTheSame = store(s -> s.disable(verified.id(), DisableReason.UNVERIFIED));
    assertThat(disabledAllTheSame).isFalse();
    assertThat(disabledUnverified(waiting.updatedAt().minusSeconds(60))).isZero();
    assertThat(disabledUnverified(waiting.updatedAt().plusSeconds(60))).isOne();
    EndpointRecord disabled = found(ASKED, waiting.id()).orElseThrow();
    assertThat(disabled.disabledReason()).isEqualTo("unverified");
    assertThat(found(ASKED, verified.id()).orElseThrow().status())
        .isEqualTo(EndpointStatus.ENABLED);
    EndpointRecord enabled = service(s -> s.enable(ASKED, waiting.id()));
    assertThat(enabled.ownership()).isEqualTo(Ownership.PENDING);
    assertThat(disabledUnverified(waiting.updatedAt())).isZero();
    delete(ASKED, waiting.id());
    delete(ASKED, verified.id());
  }

  @Test
  void nobody_subscribes_to_challenges() {
    EndpointSettings settings =
        EndpointSettings.of(
            "shop",
            URL,
            new Events(
                List.of(new EventTypePattern("endpoint.verification")), true, Set.of(), null),
            new None());
    assertThatThrownBy(() -> created(settings))
        .isInstanceOfSatisfying(
            Refusal.Invalid.class,
            refusal -> assertThat(refusal.errors()).containsOnlyKeys("types"));
  }

  private static EndpointSettings verifying(URI url) {
    EndpointSettings plain =
        EndpointSettings.of("shop", url, events(new None()).selection(), new None());
    return new EndpointSettings(
        plain.name(),
        plain.url(),
        true,
        plain.selection(),
        plain.credentials(),
        plain.bodyFormat(),
        null,
        null,
        List.of(),
        null,
        false,
        false,
        Map.of(),
        true);
  }

  @Test
  void sub_accounts_that_stay_keep_their_ids() {
    String tenant = tenant();
    BankAccount account = account(tenant);
    BankAccount updated =
        accounts(
            s ->
                s.update(
                    tenant,
                    account.id(),
                    null,
                    before ->
                        new BankAccountSettings("Vietcombank", "10176", List.of("VA03", "VA02"))));
    assertThat(updated.findSubAccount("VA02")).isEqualTo(account.findSubAccount("VA02"));
    assertThat(updated.findSubAccount("VA03")).isPresent();
    assertThat(updated.subAccounts()).hasSize(2);
    assertThat(foundAccount(tenant, account.id())).contains(updated);
    assertThat(resolved(tenant, "Vietcombank", "10176")).contains(updated);
    assertThat(resolved(tenant, "Vietcombank", "10175")).isEmpty();
    assertThat(accounts(s -> s.page(tenant, 1, 20)).items()).containsExactly(updated);
  }

  @Test
  void an_account_that_was_changed_since_it_was_seen_is_neither_changed_nor_deleted() {
    String tenant = tenant();
    BankAccount seen = account(tenant);
    BankAccount changed =
        accounts(
            s ->
                s.update(
                    tenant,
                    seen.id(),
                    seen.version(),
                    before ->
                        new BankAccountSettings(
                            before.gateway(), before.accountNumber(), List.of("VA02"))));
    assertThat(changed.version()).isGreaterThan(seen.version());

    assertThatThrownBy(
            () -> accounts(s -> s.update(tenant, seen.id(), seen.version(), before -> before)))
        .isInstanceOf(Refusal.StaleVersion.class);
    assertThatThrownBy(
            () ->
                accounts(
                    s -> {
                      s.delete(tenant, seen.id(), seen.version());
                      return seen;
                    }))
        .isInstanceOf(Refusal.StaleVersion.class);
    assertThat(foundAccount(tenant, seen.id())).contains(changed);
  }

  @Test
  void an_account_in_use_is_neither_deleted_nor_robbed_of_its_sub_accounts() {
    String tenant = tenant();
    BankAccount account = account(tenant);
    long used = account.findSubAccount("VA01").orElseThrow().id();
    EndpointSettings settings =
        EndpointSettings.of(
            "w", URL, new Transactions(account.id(), null, false, true, Set.of(used)), new None());
    long endpoint = service(s -> s.create(tenant, Face.SEPAY, settings)).id();

    assertThatThrownBy(() -> deleteAccount(tenant, account.id()))
        .isInstanceOf(Refusal.Conflict.class);
    assertThatThrownBy(() -> keepOnly(tenant, account.id(), "VA02"))
        .isInstanceOf(Refusal.Conflict.class);
    keepOnly(tenant, account.id(), "VA01");
    service(
        s -> {
          s.delete(tenant, Face.SEPAY, endpoint, null);
          return endpoint;
        });
    deleteAccount(tenant, account.id());
    assertThat(foundAccount(tenant, account.id())).isEmpty();
    assertThat(changedAfter(0)).anyMatch(known -> known.id() == endpoint);
  }

  private BankAccount keepOnly(String tenant, long id, String sub) {
    return accounts(
        s ->
            s.update(
                tenant, id, null, before -> new BankAccountSettings("VCB", "1", List.of(sub))));
  }

  private void deleteAccount(String tenant, long id) {
    accounts(
        s -> {
          s.delete(tenant, id, null);
          return id;
        });
  }

  @Test
  void what_another_node_has_just_created_is_found_at_once() {
    String tenant = tenant();
    BankAccountCache here = new BankAccountCache();
    assertThat(resolved(here, tenant, "Vietcombank", "10175", null)).isEmpty();
    BankAccount account = account(tenant);
    assertThat(resolved(here, tenant, "Vietcombank", "10175", null)).contains(account);

    BankAccountCache knowing = new BankAccountCache();
    assertThat(resolved(knowing, tenant, "Vietcombank", "10175", "VA02")).contains(account);
    BankAccount more =
        accounts(
            s ->
                s.update(
                    tenant,
                    account.id(),
                    null,
                    before ->
                        new BankAccountSettings("Vietcombank", "10175", List.of("VA02", "VA03"))));

    assertThat(resolved(knowing, tenant, "Vietcombank", "10175", "VA03")).contains(more);
  }

  @Test
  void a_changed_account_counts_at_once_also_where_others_publish_meanwhile() {
    String tenant = tenant();
    BankAccount account = account(tenant);
    BankAccountCache cache = new BankAccountCache();
    accounts(
        cache,
        changing -> {
          changing.update(
              tenant, account.id(), null, b -> new BankAccountSettings("ACB", "1", List.of()));
          return resolved(cache, tenant, "Vietcombank", "10175", null);
        });

    assertThat(resolved(cache, tenant, "Vietcombank", "10175", null)).isEmpty();
  }

  @Test
  void nothing_is_left_of_an_account_whose_creation_was_rolled_back() {
    String tenant = tenant();
    BankAccountCache cache = new BankAccountCache();
    BankAccountSettings settings = new BankAccountSettings("ACB", "1", List.of());
    assertThatThrownBy(
            () ->
                accounts(
                    cache,
                    s -> {
                      s.create(tenant, settings);
                      assertThat(s.resolve(tenant, "ACB", "1", null)).isPresent();
                      throw new IllegalStateException("rolled back");
                    }))
        .hasMessage("rolled back");

    assertThat(resolved(cache, tenant, "ACB", "1", null)).isEmpty();
  }

  @Test
  void a_bank_account_exists_once_per_tenant() {
    String tenant = tenant();
    account(tenant);
    assertThatThrownBy(() -> account(tenant)).isInstanceOf(Refusal.Conflict.class);
    account(tenant());
  }

  @Test
  void the_catalogue_starts_with_the_built_in_types() {
    List<EventType> all = types(s -> s.list(tenant()));
    assertThat(all)
        .extracting(EventType::name)
        .filteredOn(name -> !name.startsWith("invoice."))
        .containsExactly(
            "delivery.exhausted",
            "dispute.created",
            "endpoint.created",
            "endpoint.deleted",
            "endpoint.disabled",
            "endpoint.enabled",
            "endpoint.failing",
            "endpoint.updated",
            "endpoint.verification",
            "payment.failed",
            "payment.processing",
            "payment.succeeded",
            "refund.completed",
            "refund.created",
            "refund.failed",
            "test.webhook",
            "transaction.in",
            "transaction.out");
    assertThatThrownBy(
            () -> types(s -> s.update(tenant(), "payment.failed", EventTypeChange.of("x", null))))
        .isInstanceOf(Refusal.Conflict.class);
  }

  @Test
  void a_tenants_type_has_versions_of_its_schema_and_can_be_archived() {
    String tenant = tenant();
    String schema = "{\"type\":\"object\",\"required\":[\"object\"]}";
    types(s -> s.create(tenant, "order.shipped", EventTypeChange.of("left the house", schema)));
    assertThatThrownBy(
            () -> types(s -> s.create(tenant, "order.shipped", EventTypeChange.of("", null))))
        .isInstanceOf(Refusal.Conflict.class);
    assertThatThrownBy(
            () -> types(s -> s.create(tenant, "payment.failed", EventTypeChange.of("", null))))
        .isInstanceOf(Refusal.Conflict.class);
    EventType updated =
        types(
            s ->
                s.update(
                    tenant,
                    "order.shipped",
                    new EventTypeChange("gone", "{\"type\":\"object\"}", null, true)));
    assertThat(updated.schemas()).extracting(EventType.Schema::version).containsExactly(1, 2);
    assertThat(updated.archived()).isTrue();
    assertThat(foundType(tenant, "order.shipped")).contains(updated);
    assertThat(foundType(tenant(), "order.shipped")).isEmpty();
    assertThat(publishable(tenant, "order.shipped").orElseThrow().type()).isEqualTo(updated);
  }

  @Test
  void a_changed_type_counts_at_once_also_where_others_publish_meanwhile() {
    String tenant = tenant();
    EventTypeCache cache = new EventTypeCache();
    types(s -> s.create(tenant, "order.ended", EventTypeChange.of("", null)));
    types(
        cache,
        s -> {
          s.update(tenant, "order.ended", EventTypeChange.ARCHIVE);
          return publishable(cache, tenant, "order.ended");
        });

    assertThat(publishable(cache, tenant, "order.ended").orElseThrow().type().archived()).isTrue();
  }

  @Test
  void names_and_schemas_that_are_none_are_refused() {
    for (String name : List.of("a.*", "*", "", "a b", "transaction.x", "endpoint.x")) {
      assertThatThrownBy(() -> types(s -> s.create(tenant(), name, EventTypeChange.of("", null))))
          .as(name)
          .isInstanceOf(Refusal.Invalid.class);
    }
    for (String schema :
        List.of("", "[]", "{\"type\":\"nothing\"}", "{\"$ref\":\"https://example.com/x\"}")) {
      assertThatThrownBy(
              () -> types(s -> s.create(tenant(), "a.b", EventTypeChange.of("", schema))))
          .as(schema)
          .isInstanceOf(Refusal.Invalid.class);
    }
  }

  @Test
  void what_a_tenants_types_take_together_is_bounded_and_old_ones_can_still_be_archived() {
    String tenant = tenant();
    EventTypeChange large =
        EventTypeChange.of("", "{\"description\":\"" + "x".repeat(900_000) + "\"}");
    types(s -> s.create(tenant, "large.one", large));
    types(s -> s.create(tenant, "large.two", large));

    assertThatThrownBy(() -> types(s -> s.create(tenant, "large.three", large)))
        .isInstanceOf(Refusal.LimitReached.class);

    assertThat(foundType(tenant, "large.three")).isEmpty();
    types(s -> s.create(tenant, "small.one", EventTypeChange.of("", "{}")));
    assertThatThrownBy(() -> types(s -> s.update(tenant, "small.one", large)))
        .isInstanceOf(Refusal.LimitReached.class);
    types(s -> s.update(tenant, "large.one", EventTypeChange.ARCHIVE));
    types(s -> s.create(tenant(), "large.three", large));
  }

  private static EventTypeChange examples(String schema, String... examples) {
    return new EventTypeChange(null, schema, List.of(examples), null);
  }

  @Test
  void examples_are_what_the_schema_describes() {
    String tenant = tenant();
    String schema = "{\"type\":\"object\",\"required\":[\"object\"]}";
    assertThatThrownBy(
            () -> types(s -> s.create(tenant, "a.b", examples(schema, "{\"object\":1}", "{}"))))
        .isInstanceOfSatisfying(
            Refusal.Invalid.class, e -> assertThat(e.errors()).containsOnlyKeys("examples[1]"));
    types(
        s -> s.create(tenant, "a.b", examples(schema, "{\n \"object\": 1.50}", "{\"object\":2}")));
    assertThat(foundType(tenant, "a.b").orElseThrow().examples())
        .containsExactly("{  \"object\": 1.50}", "{\"object\":2}");

    String stricter = "{\"properties\":{\"object\":{\"type\":\"string\"}}}";
    assertThatThrownBy(() -> types(s -> s.update(tenant, "a.b", EventTypeChange.of("", stricter))))
        .isInstanceOfSatisfying(
            Refusal.Invalid.class,
            e -> assertThat(e.errors()).containsOnlyKeys("examples[0]", "examples[1]"));
    types(s -> s.update(tenant, "a.b", examples(stricter, "{\"object\":\"x\"}")));
    assertThat(foundType(tenant, "a.b").orElseThrow().examples())
        .containsExactly("{\"object\":\"x\"}");
  }

  @Test
  void while_examples_are_checked_others_can_change_their_endpoints() throws Exception {
    String tenant = tenant();
    types(s -> s.create(tenant, "a.checked", EventTypeChange.of("", "{\"type\":\"object\"}")));
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Callable<EndpointRecord> change =
          () -> service(s -> s.create(tenant(), Face.EPAYSE, events(new None())));
      types(s -> s.create(tenant, "a.new", slowlyRead(() -> other.submit(change))));
      types(s -> s.update(tenant, "a.checked", slowlyRead(() -> other.submit(change))));
    } finally {
      other.shutdownNow();
    }
    assertThat(foundType(tenant, "a.checked").orElseThrow().examples()).containsExactly("{}");
  }

  /** A change whose example is not there to be checked before somebody else's change is done. */
  private static EventTypeChange slowlyRead(Callable<Future<?>> elsewhere) {
    List<String> examples =
        new AbstractList<>() {
          private boolean waited;

          @Override
          public String get(int index) {
            if (!waited) {
              waited = true;
              awaitDone(elsewhere);
            }
            return "{}";
          }

          @Override
          public int size() {
            return 1;
          }
        };
    return new EventTypeChange(null, null, examples, null);
  }

  private static void awaitDone(Callable<Future<?>> elsewhere) {
    try {
      elsewhere.call().get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("the other change waits for this one", e);
    }
  }

  @Test
  void the_built_in_types_of_both_faces_have_examples() {
    List<EventType> all = types(s -> s.list(tenant()));
    assertThat(all)
        .filteredOn(type -> type.name().matches("(payment|refund|dispute|transaction)\\..*"))
        .hasSize(9)
        .allSatisfy(type -> assertThat(type.examples()).hasSize(1));
  }

  private CatalogueImport.Summary imported(String json) {
    return database.in(em -> new CatalogueImport(em).apply(CatalogueReader.read(json)));
  }

  /** A catalogue of one type with these schemas. */
  private static String catalogue(String name, String schemas, String more) {
    return "{\"event_types\":[{\"name\":\"" + name + "\",\"schemas\":" + schemas + more + "}]}";
  }

  @Test
  void a_catalogue_is_imported_for_every_tenant_and_twice_is_once() {
    String v1 = "{\"type\":\"object\",\"maxProperties\":5}";
    String first =
        catalogue(
            "invoice.paid",
            "[" + v1 + "]",
            ",\"description\":\"Paid\",\"examples\":[{\"object\":{\"total\":1.50}}]");
    assertThat(imported(first).added()).containsExactly("invoice.paid");
    assertThat(imported(first).unchanged()).containsExactly("invoice.paid");
    EventType type = foundType(tenant(), "invoice.paid").orElseThrow();
    assertThat(type.builtIn()).isTrue();
    assertThat(type.description()).isEqualTo("Paid");
    assertThat(type.examples()).containsExactly("{\"object\":{\"total\":1.50}}");

    String second = catalogue("invoice.paid", "[" + v1 + ",true]", ",\"archived\":true");
    assertThat(imported(second).changed())
        .containsExactly(Map.entry("invoice.paid", "schema version 2, archived"));
    assertThat(imported(second).unchanged()).containsExactly("invoice.paid");
    EventType changed = foundType(tenant(), "invoice.paid").orElseThrow();
    assertThat(changed.schemas()).extracting(EventType.Schema::version).containsExactly(1, 2);
    assertThat(changed.description()).isEqualTo("Paid");
    assertThat(changed.archived()).isTrue();

    assertThat(imported(first).newer()).containsExactly("invoice.paid");
    assertThat(foundType(tenant(), "invoice.paid")).contains(changed);
  }

  @Test
  void an_import_never_rewrites_a_version() {
    imported(catalogue("invoice.sent", "[{\"type\":\"object\",\"title\":\"x\"}]", ""));
    assertThat(
            imported(catalogue("invoice.sent", "[{ \"title\":\"x\", \"type\":\"object\" }]", ""))
                .unchanged())
        .hasSize(1);
    String both =
        "{\"event_types\":[{\"name\":\"invoice.lost\"},"
            + "{\"name\":\"invoice.sent\",\"schemas\":[{\"type\":\"array\"},true]}]}";
    assertThatThrownBy(() -> imported(both))
        .isInstanceOfSatisfying(
            Refusal.Invalid.class,
            e -> assertThat(e.errors()).containsOnlyKeys("invoice.sent: schemas[0]"));
    assertThat(foundType(tenant(), "invoice.sent").orElseThrow().schemas()).hasSize(1);
    assertThat(foundType(tenant(), "invoice.lost")).isEmpty();
  }

  @Test
  void a_tenants_own_type_goes_before_an_imported_one() {
    String tenant = tenant();
    types(s -> s.create(tenant, "invoice.voided", EventTypeChange.of("mine", null)));

    assertThat(imported(catalogue("invoice.voided", "[false]", "")).covered())
        .containsExactly(Map.entry("invoice.voided", 1L));

    assertThat(foundType(tenant, "invoice.voided").orElseThrow().description()).isEqualTo("mine");
    assertThat(publishable(tenant, "invoice.voided").orElseThrow().schema()).isNull();
    List<EventType> seen = types(s -> s.list(tenant));
    assertThat(seen).filteredOn(type -> type.name().equals("invoice.voided")).hasSize(1);
    types(s -> s.update(tenant, "invoice.voided", EventTypeChange.of("still mine", null)));
    assertThat(foundType(tenant(), "invoice.voided").orElseThrow().schemas()).hasSize(1);
  }

  @Test
  void several_nodes_import_at_once() throws Exception {
    String json = catalogue("invoice.raced", "[true,{\"type\":\"object\"}]", "");
    var nodes = Executors.newFixedThreadPool(4);
    try {
      Callable<CatalogueImport.Summary> node = () -> imported(json);
      int added = 0;
      for (var one : nodes.invokeAll(Collections.nCopies(4, node), 60, TimeUnit.SECONDS)) {
        added += one.get().added().size();
      }
      assertThat(added).isEqualTo(1);
    } finally {
      nodes.shutdownNow();
    }
    assertThat(foundType(tenant(), "invoice.raced").orElseThrow().schemas()).hasSize(2);
  }
}
