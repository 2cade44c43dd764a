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
 * carries it; see {@link VerifiedWebhookFilter}. Superclasses, interfaces and overridden methods
 * hand it on to what inherits from them, classes with sub-resource locators to the sub-resources,
 * an {@code Application} to all its resources. On a locator it protects whatever its class locates
 * of its return type.
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
public @interface VerifiedWebhook {

  /**
   * Which sender is let in, where there are several with secrets of their own: the name it has in
   * the configuration. Of several annotations the nearest counts. That of an {@code Application} is
   * not seen, which always lets in the sender without a name.
   */
  String value() default "";
}
