package dev.webhooks.ejb.endpoint;

import dev.webhooks.core.model.EndpointStatus;
import dev.webhooks.core.model.Face;
import dev.webhooks.core.model.SigningKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as it is stored.
 *
 * @param id positive, unique over both faces and all tenants
 * @param tenant whose it is
 * @param face which product's rules it follows
 * @param settings what its tenant can edit
 * @param status whether it is sent anything
 * @param disabledReason null while enabled; {@code gone}, {@code failing} or the tenant's words
 * @param disabledAt null while enabled
 * @param ownership whether its target is known to be its owner's; nothing is sent while that is
 *     pending
 * @param verifiedAt when it was shown, null while it was not
 * @param signingKeys the current secrets and those that still overlap, newest first; empty for
 *     other credentials
 * @param cancelledThrough pending deliveries up to this id were cancelled; 0 if none
 * @param createdAt by the database's clock
 * @param updatedAt by the database's clock
 * @param version rises with every change; the entity tag
 */
public record EndpointRecord(
    long id,
    String tenant,
    Face face,
    EndpointSettings settings,
    EndpointStatus status,
    @Nullable String disabledReason,
    @Nullable Instant disabledAt,
    Ownership ownership,
    @Nullable Instant verifiedAt,
    List<SigningKey> signingKeys,
    long cancelledThrough,
    Instant createdAt,
    Instant updatedAt,
    long version) {}
