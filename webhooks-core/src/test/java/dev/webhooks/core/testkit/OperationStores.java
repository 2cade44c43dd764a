package dev.webhooks.core.testkit;

import dev.webhooks.core.spi.EndpointHealth;
import dev.webhooks.core.spi.RecoveryStore;
import dev.webhooks.core.spi.StatisticsStore;

/**
 * The stores for watching and recovering, over a database that starts empty, for the contract
 * suite.
 *
 * @param stores what is watched
 */
public record OperationStores(
    StoresUnderTest stores,
    EndpointHealth health,
    StatisticsStore statistics,
    RecoveryStore recoveries) {}
