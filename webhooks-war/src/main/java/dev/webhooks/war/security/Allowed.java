package dev.webhooks.war.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Who may call a resource method. A method without it may be called by nobody. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Allowed {

  /** The scope the token must have; no scope implies another. */
  String scope();

  /** The permission the user must have; empty for none. */
  String permission() default "";
}
