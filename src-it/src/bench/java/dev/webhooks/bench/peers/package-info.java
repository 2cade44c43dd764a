/**
 * What a Java team would pick instead, doing the same job, each set up for throughput as its
 * documentation advises.
 */
package dev.webhooks.bench.peers;
