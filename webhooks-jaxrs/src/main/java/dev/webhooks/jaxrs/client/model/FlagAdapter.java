package dev.webhooks.jaxrs.client.model;

import jakarta.json.bind.adapter.JsonbAdapter;
import org.jspecify.annotations.Nullable;

/** A flag of the SePay face, written as 0 or 1. */
public final class FlagAdapter implements JsonbAdapter<@Nullable Boolean, @Nullable Integer> {

  @Override
  public @Nullable Integer adaptToJson(@Nullable Boolean flag) {
    return flag == null ? null : flag ? 1 : 0;
  }

  @Override
  public @Nullable Boolean adaptFromJson(@Nullable Integer number) {
    return number == null ? null : number != 0;
  }
}
