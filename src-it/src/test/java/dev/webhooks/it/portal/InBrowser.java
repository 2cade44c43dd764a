package dev.webhooks.it.portal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIf;

/** Runs where the browser does, and on one database: the page knows none. */
@DisabledIfSystemProperty(named = "it.database", matches = "h2")
@EnabledIf(
    value = "dev.webhooks.it.portal.Browser#findsFontLibraries",
    disabledReason = "the browser needs libpangoft2 and what that depends on")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface InBrowser {}
