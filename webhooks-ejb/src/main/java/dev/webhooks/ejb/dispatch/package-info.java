/** The dispatcher inside the application server: its life, its transactions, its guards. */
@NullMarked
package dev.webhooks.ejb.dispatch;

import org.jspecify.annotations.NullMarked;
