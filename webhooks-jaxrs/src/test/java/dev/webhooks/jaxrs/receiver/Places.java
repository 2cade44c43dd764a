package dev.webhooks.jaxrs.receiver;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Set;

/** Resources that carry the annotation wherever Java lets it stand. */
final class Places {
  static final Set<Class<?>> RESOURCES =
      Set.of(
          OfAnnotatedInterface.class,
          OfInterfaceWithAnnotatedMethod.class,
          OfGenericInterface.class,
          Overriding.class,
          Locating.class,
          LocatingType.class,
          AnnotatedLocating.class,
          OfLocatingInterface.class);

  private Places() {}

  @VerifiedWebhook
  public interface AnnotatedInterface {
    @POST
    String receive(byte[] body);
  }

  @Path("class-of-annotated-interface")
  public static class OfAnnotatedInterface implements AnnotatedInterface {
    @Override
    public String receive(byte[] body) {
      return "let in";
    }
  }

  public interface InterfaceWithAnnotatedMethod {
    @POST
    @VerifiedWebhook
    String receive(byte[] body);
  }

  @Path("class-of-interface-with-annotated-method")
  public static class OfInterfaceWithAnnotatedMethod implements InterfaceWithAnnotatedMethod {
    @Override
    @POST
    public String receive(byte[] body) {
      return "let in";
    }

    @POST
    @Path("open")
    public String open(byte[] body) {
      return "let in";
    }
  }

  public interface GenericInterface<T> {
    @VerifiedWebhook
    String receive(T body);
  }

  @Path("class-of-generic-interface")
  public static class OfGenericInterface implements GenericInterface<byte[]> {
    @Override
    @POST
    public String receive(byte[] body) {
      return "let in";
    }
  }

  public abstract static class WithAnnotatedMethod {
    @POST
    @VerifiedWebhook
    public String receive(byte[] body) {
      return "let in";
    }
  }

  @Path("overridden-method")
  public static class Overriding extends WithAnnotatedMethod {
    @Override
    @POST
    public String receive(byte[] body) {
      return super.receive(body);
    }
  }

  public static class Plain {
    @POST
    public String receive(byte[] body) {
      return "let in";
    }

    @Path("deeper")
    public Plain deeper() {
      return this;
    }
  }

  public static class Other {
    @POST
    public String receive(byte[] body) {
      return "let in";
    }
  }

  @VerifiedWebhook
  public static class Annotated {
    @POST
    public String receive(byte[] body) {
      return "let in";
    }
  }

  public static class WithMethod {
    @POST
    @VerifiedWebhook
    public String receive(byte[] body) {
      return "let in";
    }
  }

  @Path("locating")
  public static class Locating {
    @Path("class")
    public Annotated annotatedClass() {
      return new Annotated();
    }

    @Path("method")
    public WithMethod annotatedMethod() {
      return new WithMethod();
    }

    @Path("locator")
    @VerifiedWebhook
    public Plain annotatedLocator() {
      return new Plain();
    }

    @Path("open")
    public Other open() {
      return new Other();
    }
  }

  @Path("locating-type")
  public static class LocatingType {
    @Path("sub")
    @VerifiedWebhook
    public Class<Plain> annotatedLocator() {
      return Plain.class;
    }
  }

  @VerifiedWebhook
  @Path("annotated-locating")
  public static class AnnotatedLocating {
    @Path("sub")
    public Plain locator() {
      return new Plain();
    }
  }

  public interface LocatingInterface {
    @Path("sub")
    @VerifiedWebhook
    Plain locator();
  }

  @Path("class-of-locating-interface")
  public static class OfLocatingInterface implements LocatingInterface {
    @Override
    public Plain locator() {
      return new Plain();
    }
  }
}
