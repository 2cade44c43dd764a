package dev.webhooks.ejb.endpoint;

import dev.webhooks.core.model.Secret;
import java.util.List;

/** Makes secrets findable without storing them: a hash that only the holder of a key can make. */
public interface KeyedHash {

  /** The hash to store, made with the current key. */
  String of(Secret secret);

  /** The hashes that may be stored of this secret: one per configured key. */
  List<String> candidatesOf(Secret secret);
}
