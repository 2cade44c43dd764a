package dev.webhooks.core.spi;

import dev.webhooks.core.model.AttemptResult;
import dev.webhooks.core.model.Timings;
import org.jspecify.annotations.Nullable;

/**
 * What came of an {@link HttpCall}.
 *
 * @param result the answer or why there is none
 * @param timings where the time went
 * @param address the address that was dialled, null when none was
 */
public record HttpExchange(AttemptResult result, Timings timings, @Nullable String address) {}
