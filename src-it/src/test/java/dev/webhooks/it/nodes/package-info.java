/**
 * The engine alone on many nodes: each a process of its own on a real PostgreSQL, killed and
 * stopped. Without an application server, so that a node starts in a second or two.
 */
package dev.webhooks.it.nodes;
