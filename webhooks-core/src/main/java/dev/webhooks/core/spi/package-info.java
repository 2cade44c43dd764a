/** The ports: what the core needs from stores, transports and ciphers. */
@NullMarked
package dev.webhooks.core.spi;

import org.jspecify.annotations.NullMarked;
