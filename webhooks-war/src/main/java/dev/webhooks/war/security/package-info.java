/** Who calls and what they may do: tokens, scopes, permissions, tenant, rate. */
@NullMarked
package dev.webhooks.war.security;

import org.jspecify.annotations.NullMarked;
