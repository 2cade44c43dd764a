/** What single steps of a delivery cost, measured by JMH. */
package dev.webhooks.bench.micro;
