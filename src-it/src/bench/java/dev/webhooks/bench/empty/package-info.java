/**
 * An application that does nothing, with the server's part of a request before it: what a server
 * carries by itself. Deployed, never called by the benchmarks themselves.
 */
package dev.webhooks.bench.empty;
