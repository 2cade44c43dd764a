/** What holds for every operation of the API document, tried on each of them. */
package dev.webhooks.it.matrix;
