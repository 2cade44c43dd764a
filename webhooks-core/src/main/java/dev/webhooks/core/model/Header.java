package dev.webhooks.core.model;

/** One HTTP header line. */
public record Header(String name, String value) {}
