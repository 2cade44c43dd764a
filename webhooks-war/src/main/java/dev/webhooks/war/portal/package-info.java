/** The page for people: its files are in the web application's {@code portal} folder. */
@NullMarked
package dev.webhooks.war.portal;

import org.jspecify.annotations.NullMarked;
