package dev.webhooks.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.model.Shards;
import dev.webhooks.core.spi.Membership;
import dev.webhooks.core.spi.ShardClaim;
import dev.webhooks.core.spi.ShardLeases;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of leases must do. */
public abstract class ShardLeasesContract {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(1);

  private ShardLeases leases;

  /** Stores over an empty database. */
  protected abstract StoresUnderTest emptyStores();

  @BeforeEach
  void open() {
    leases = emptyStores().leases();
  }

  @Test
  void the_first_node_takes_every_shard() {
    var alone = leases.heartbeat("a", LONG);

    assertThat(shards(alone)).hasSize(Shards.COUNT);
    assertThat(alone.surplus()).isZero();
    assertThat(leases.heartbeat("a", LONG).claims()).isEqualTo(alone.claims());
  }

  @Test
  void a_live_nodes_shards_are_not_taken_but_asked_for() {
    leases.heartbeat("a", LONG);

    assertThat(leases.heartbeat("b", LONG).claims()).isEmpty();
    assertThat(leases.heartbeat("a", LONG).surplus()).isEqualTo(32);
  }

  @Test
  void what_is_released_goes_to_who_has_less_than_a_fair_share() {
    var before = epochs(leases.heartbeat("a", LONG));
    leases.heartbeat("b", LONG);
    leases.release("a", range(0, 32));

    assertThat(leases.heartbeat("a", LONG).claims()).hasSize(32);
    var taken = leases.heartbeat("b", LONG);
    assertThat(shards(taken)).isEqualTo(range(0, 32));
    assertThat(taken.claims())
        .allSatisfy(claim -> assertThat(claim.epoch()).isGreaterThan(before.get(claim.shard())));
    assertThat(taken.surplus()).isZero();
  }

  @Test
  void shards_of_three_nodes_are_shared_fairly() {
    leases.heartbeat("a", LONG);
    leases.heartbeat("b", LONG);
    leases.heartbeat("c", LONG);
    leases.release("a", range(22, 64));

    assertThat(leases.heartbeat("b", LONG).claims()).hasSize(21);
    assertThat(leases.heartbeat("c", LONG).claims()).hasSize(21);
    assertThat(leases.heartbeat("a", LONG).claims()).hasSize(22);
  }

  @Test
  void however_many_nodes_there_are_their_shares_differ_by_one_at_most() {
    for (int nodes : new int[] {1, 3, 7, 10}) {
      var names = IntStream.range(0, nodes).mapToObj(i -> "node" + (char) ('a' + i)).toList();
      names.forEach(node -> leases.heartbeat(node, LONG));
      names.forEach(this::releaseSurplus);

      var sizes = names.stream().map(node -> leases.heartbeat(node, LONG).claims().size()).toList();

      assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(Shards.COUNT);
      assertThat(Collections.max(sizes) - Collections.min(sizes)).isBetween(0, 1);
    }
  }

  private void releaseSurplus(String node) {
    var membership = leases.heartbeat(node, LONG);
    leases.release(
        node,
        membership.claims().stream()
            .map(ShardClaim::shard)
            .limit(membership.surplus())
            .collect(Collectors.toSet()));
  }

  @Test
  void a_leaving_nodes_shards_go_to_the_others_as_it_releases_them() {
    leases.heartbeat("a", LONG);
    leases.heartbeat("b", LONG);
    leases.release("a", range(0, 32));
    leases.heartbeat("b", LONG);

    assertThat(leases.farewell("a", LONG).surplus()).isEqualTo(32);
    leases.release("a", range(32, 60));

    assertThat(shards(leases.farewell("a", LONG))).isEqualTo(range(60, 64));
    assertThat(leases.heartbeat("b", LONG).claims()).hasSize(60);
    leases.leave("a");
    assertThat(leases.heartbeat("b", LONG).claims()).hasSize(64);
  }

  @Test
  void a_leaving_node_keeps_what_it_has_not_released() {
    var before = leases.heartbeat("a", LONG);

    assertThat(leases.farewell("a", LONG).claims()).isEqualTo(before.claims());
    assertThat(leases.heartbeat("b", LONG).claims()).isEmpty();
  }

  @Test
  void the_shards_of_a_node_whose_lease_has_ended_are_taken_at_higher_epochs() {
    var before = epochs(leases.heartbeat("a", SHORT));

    Deadline.await(
        "a's lease ends", () -> leases.heartbeat("b", LONG).claims().size() == Shards.COUNT);

    assertThat(leases.heartbeat("b", LONG).claims())
        .allSatisfy(claim -> assertThat(claim.epoch()).isGreaterThan(before.get(claim.shard())));
    assertThat(leases.heartbeat("a", LONG).claims()).isEmpty();
  }

  @Test
  void a_node_that_was_late_but_not_replaced_keeps_its_shards_and_epochs() {
    var before = leases.heartbeat("a", SHORT);

    assertThat(leases.heartbeat("a", LONG).claims()).isEqualTo(before.claims());
  }

  @Test
  void only_the_owner_can_release() {
    leases.heartbeat("a", LONG);
    leases.release("b", range(0, 64));

    assertThat(leases.heartbeat("a", LONG).claims()).hasSize(Shards.COUNT);
  }

  @Test
  void who_leaves_gives_everything_up_at_once() {
    leases.heartbeat("a", LONG);
    leases.leave("a");

    assertThat(leases.heartbeat("b", LONG).claims()).hasSize(Shards.COUNT);
  }

  @Test
  void heartbeats_at_the_same_time_never_give_a_shard_to_two() {
    var beats =
        IntStream.range(0, 20)
            .mapToObj(
                i -> CompletableFuture.supplyAsync(() -> leases.heartbeat("node" + i % 4, LONG)))
            .toList();
    beats.forEach(CompletableFuture::join);

    var claims =
        IntStream.range(0, 4)
            .mapToObj(i -> leases.heartbeat("node" + i, LONG))
            .flatMap(membership -> membership.claims().stream())
            .toList();
    assertThat(claims).extracting(ShardClaim::shard).doesNotHaveDuplicates().hasSize(Shards.COUNT);
  }

  @Test
  void a_heartbeat_tells_the_databases_time() {
    var first = leases.heartbeat("a", LONG).now();

    assertThat(leases.heartbeat("a", LONG).now()).isAfterOrEqualTo(first);
  }

  private static Set<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().collect(Collectors.toSet());
  }

  private static Set<Integer> shards(Membership membership) {
    return membership.claims().stream().map(ShardClaim::shard).collect(Collectors.toSet());
  }

  private static Map<Integer, Long> epochs(Membership membership) {
    List<ShardClaim> claims = membership.claims();
    return claims.stream().collect(Collectors.toMap(ShardClaim::shard, ShardClaim::epoch));
  }
}
