/** One small program per use. */
package dev.webhooks.examples;
