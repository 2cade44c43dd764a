package dev.webhooks.ejb.endpoint;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The change is committed and known to this node's matching when the method returns, so that what
 * the same caller publishes next already follows it. Inside a caller's own transaction it is known
 * within a second of the commit, as on the other nodes.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface SeenAtOnce {}
