package dev.webhooks.core.signing;

/** A secret that signs. Prints as stars. */
public final class SigningSecret {}
