package dev.webhooks.jaxrs.receiver;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The way a request was matched. The name binding of JAX-RS sees neither interfaces nor overridden
 * methods nor the locators of a sub-resource, so that {@link VerifiedWebhook @VerifiedWebhook} is
 * looked for here, wherever Java lets it stand.
 *
 * @param resources the class of the resource, then those of the locators that led to it
 * @param method of the resource; null where the runtime answers by itself
 */
record Route(List<Class<?>> resources, @Nullable Method method) {

  Route {
    resources = List.copyOf(resources);
  }

  static Route of(ResourceInfo resource, UriInfo uri) {
    Stream<Class<?>> matched =
        uri.getMatchedResources().stream().filter(Objects::nonNull).map(Object::getClass);
    return new Route(matched.toList(), resource.getResourceMethod());
  }

  /** Whether the annotation stands anywhere on the way. */
  boolean isProtected() {
    return isMethodAnnotated()
        || resources.stream().flatMap(Route::lineage).anyMatch(Route::isAnnotated)
        || IntStream.range(1, resources.size())
            .anyMatch(i -> mayHaveAnnotatedLocator(resources.get(i), resources.get(i - 1)));
  }

  private boolean isMethodAnnotated() {
    return method != null
        && Stream.concat(resources.stream().limit(1), Stream.of(method.getDeclaringClass()))
            .flatMap(Route::lineage)
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .filter(declared -> isOverridden(declared, method))
            .anyMatch(Route::isAnnotated);
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

  /** JAX-RS does not tell which locator was taken: any that could have returned the resource. */
  private static boolean mayHaveAnnotatedLocator(Class<?> locating, Class<?> located) {
    return lineage(locating)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(Route::isAnnotated)
        .filter(method -> !isResourceMethod(method))
        .map(Method::getReturnType)
        .anyMatch(type -> type.equals(Class.class) || type.isAssignableFrom(located));
  }

  private static boolean isResourceMethod(Method method) {
    return Arrays.stream(method.getAnnotations())
        .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(HttpMethod.class));
  }

  /** The type, what it extends and what it implements. */
  static Stream<Class<?>> lineage(Class<?> type) {
    Stream<Class<?>> parents =
        Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()));
    return Stream.concat(Stream.of(type), parents.flatMap(Route::lineage));
  }

  private static boolean isAnnotated(AnnotatedElement element) {
    return element.isAnnotationPresent(VerifiedWebhook.class);
  }
}
