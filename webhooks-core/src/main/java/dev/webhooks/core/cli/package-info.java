/** The command line for developers: development tokens, a local receiver, signing, verifying. */
@NullMarked
package dev.webhooks.core.cli;

import org.jspecify.annotations.NullMarked;
