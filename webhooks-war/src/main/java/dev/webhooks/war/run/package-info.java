/** {@code mvn -Prun}: the service as a child process, and a demonstration; not part of the WAR. */
@NullMarked
package dev.webhooks.war.run;

import org.jspecify.annotations.NullMarked;
