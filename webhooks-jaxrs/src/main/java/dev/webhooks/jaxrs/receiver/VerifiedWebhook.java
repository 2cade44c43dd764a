package dev.webhooks.jaxrs.receiver;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets only webhooks with a right and recent signature into the resource class or method that
 * carries it; see {@link VerifiedWebhookFilter}. The class is the one with the {@code @Path}, or a
 * superclass of it. An interface does not hand the annotation to its class, nor a locator or its
 * class to a sub-resource, which carries it itself.
 *
 * <pre>{@code
 * @POST
 * @Path("/payments")
 * @Consumes(MediaType.APPLICATION_JSON)
 * @VerifiedWebhook
 * public Response paid(PaymentEvent event) { … }
 * }</pre>
 */
@NameBinding
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface VerifiedWebhook {}
