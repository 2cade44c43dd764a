/**
 * The main class of webhooks.jar; the only code that knows Payara Micro, and not part of the WAR.
 */
@NullMarked
package dev.webhooks.war.launch;

import org.jspecify.annotations.NullMarked;
