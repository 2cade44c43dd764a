/** The nouns of webhook sending and the decisions they make: immutable values, no side effects. */
@NullMarked
package dev.webhooks.core.model;

import org.jspecify.annotations.NullMarked;
