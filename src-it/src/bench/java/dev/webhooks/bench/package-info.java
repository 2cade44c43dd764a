/**
 * Benchmarks: every figure is measured beside the machine's own ceiling in the same run and
 * reported as a share of it. Nothing here asserts.
 */
package dev.webhooks.bench;
