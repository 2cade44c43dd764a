/** What tests of the core, and of stores and transports written by others, build on. */
@NullMarked
package dev.webhooks.core.testkit;

import org.jspecify.annotations.NullMarked;
