package dev.webhooks.jaxrs.receiver;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The way a request was matched. The name binding of JAX-RS sees neither interfaces nor overridden
 * methods nor the locators of a sub-resource, so that {@link VerifiedWebhook @VerifiedWebhook} is
 * looked for here, wherever Java lets it stand.
 *
 * @param resource the class of the resource, as it was registered
 * @param method of the resource; like the class null where the runtime answers by itself
 * @param matched what was asked: the resource, which may be a proxy, then those whose locators led
 *     to it
 */
record Route(@Nullable Class<?> resource, @Nullable Method method, List<Class<?>> matched) {

  Route {
    matched = List.copyOf(matched);
  }

  static Route of(ResourceInfo resource, UriInfo uri) {
    Stream<Class<?>> matched =
        uri.getMatchedResources().stream().filter(Objects::nonNull).map(Object::getClass);
    return new Route(resource.getResourceClass(), resource.getResourceMethod(), matched.toList());
  }

  /**
   * The sender that is let in, as the nearest annotation on the way says; empty where there is
   * none, and everybody is.
   *
   * @throws IllegalStateException if locators that cannot be told apart name several
   */
  Optional<String> sender() {
    return methodSender()
        .or(() -> own().flatMap(Route::lineage).flatMap(Route::senders).findFirst())
        .or(() -> locatorSender(1));
  }

  private Stream<Class<?>> own() {
    return Stream.concat(Stream.ofNullable(resource), matched.stream().limit(1));
  }

  private Optional<String> methodSender() {
    return own()
        .flatMap(Route::methodsOf)
        .filter(declared -> method != null && isOverridden(declared, method))
        .flatMap(Route::senders)
        .findFirst();
  }

  /** JAX-RS does not tell which locator was taken: any that could have returned the resource. */
  private Optional<String> locatorSender(int i) {
    if (i >= matched.size()) {
      return Optional.empty();
    }
    List<String> senders =
        methodsOf(matched.get(i))
            .filter(declared -> mayLocate(declared, matched.get(i - 1)))
            .flatMap(Route::senders)
            .distinct()
            .toList();
    if (senders.size() > 1) {
      throw new IllegalStateException(
          "Locators of " + matched.get(i) + " with one return type name several senders");
    }
    return senders.stream()
        .findFirst()
        .or(() -> lineage(matched.get(i)).flatMap(Route::senders).findFirst())
        .or(() -> locatorSender(i + 1));
  }

  /** A type parameter of the overridden method is a supertype of what the method says. */
  private static boolean isOverridden(Method declared, Method method) {
    Class<?>[] wide = declared.getParameterTypes();
    Class<?>[] narrow = method.getParameterTypes();
    return declared.equals(method)
        || (!declared.getDeclaringClass().equals(method.getDeclaringClass())
            && declared.getName().equals(method.getName())
            && wide.length == narrow.length
            && IntStream.range(0, wide.length).allMatch(i -> wide[i].isAssignableFrom(narrow[i])));
  }

  private static boolean mayLocate(Method locator, Class<?> located) {
    Class<?> type = locator.getReturnType();
    return !isResourceMethod(locator)
        && (type.equals(Class.class) || type.isAssignableFrom(located));
  }

  private static boolean isResourceMethod(Method method) {
    return Arrays.stream(method.getAnnotations())
        .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(HttpMethod.class));
  }

  /** The type, what it extends and what it implements. */
  private static Stream<Class<?>> lineage(Class<?> type) {
    Stream<Class<?>> parents =
        Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()));
    return Stream.concat(Stream.of(type), parents.flatMap(Route::lineage));
  }

  private static Stream<Method> methodsOf(Class<?> type) {
    return lineage(type).flatMap(each -> Arrays.stream(each.getDeclaredMethods()));
  }

  private static Stream<String> senders(AnnotatedElement element) {
    return Stream.ofNullable(element.getAnnotation(VerifiedWebhook.class))
        .map(VerifiedWebhook::value);
  }
}
