package dev.webhooks.it.portal;

import com.sun.javafx.webkit.WebConsoleListener;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.concurrent.Worker;
import javafx.scene.Scene;
import javafx.scene.web.WebView;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * A browser window (WebKit in JavaFX, on a screen in memory). It remembers whatever its console was
 * told: uncaught errors, unhandled rejections, what the content security policy refused. One at a
 * time.
 */
final class Browser implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;
  private static final Queue<String> CONSOLE = new ConcurrentLinkedQueue<>();

  private static boolean started;

  private final WebView view;
  private final Stage window;
  private final Queue<String> questions = new ConcurrentLinkedQueue<>();
  private boolean agrees = true;

  private Browser(int width, int height) {
    view = new WebView();
    view.getEngine().setConfirmHandler(this::answer);
    window = new Stage();
    window.setScene(new Scene(view, width, height));
    window.show();
  }

  /** Whether it can run here: on Linux without font libraries the whole JVM would crash. */
  static boolean findsFontLibraries() throws IOException {
    if (!System.getProperty("os.name").equals("Linux")) {
      return true;
    }
    Process known = new ProcessBuilder("/sbin/ldconfig", "-p").start();
    return new String(known.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .contains("libpangoft2-1.0.so.0");
  }

  /** A window of this size, in CSS pixels. */
  static Browser open(int width, int height) {
    start();
    CONSOLE.clear();
    return onItsThread(() -> new Browser(width, height));
  }

  /** Opens an address; returns when the page and its scripts have been loaded. */
  void go(URI address) {
    var loaded = new CompletableFuture<Void>();
    Platform.runLater(
        () -> {
          Worker<Void> worker = view.getEngine().getLoadWorker();
          worker
              .stateProperty()
              .addListener(
                  (property, before, state) -> {
                    switch (state) {
                      case SUCCEEDED -> loaded.complete(null);
                      case FAILED -> loaded.completeExceptionally(worker.getException());
                      default -> {}
                    }
                  });
          view.getEngine().load(address.toString());
        });
    await(loaded);
  }

  /** The value of this JavaScript: a string, a number, a boolean or null. */
  @Nullable Object run(String script) {
    return onItsThread(() -> view.getEngine().executeScript(script));
  }

  /** What its user answers from now on when the page asks for a confirmation; yes at first. */
  void agreeing(boolean yes) {
    onItsThread(() -> agrees = yes);
  }

  /** What the page has asked its user to confirm. */
  List<String> questions() {
    return List.copyOf(questions);
  }

  /** Makes the window so wide, in CSS pixels. */
  void resize(int width) {
    onItsThread(
        () -> {
          window.setWidth(width);
          return true;
        });
  }

  /** What the console was told since the window was opened. */
  List<String> console() {
    return List.copyOf(CONSOLE);
  }

  @Override
  public void close() {
    onItsThread(
        () -> {
          view.getEngine().load(null);
          window.close();
          return true;
        });
  }

  private boolean answer(String question) {
    questions.add(question);
    return agrees;
  }

  private static synchronized void start() {
    if (!started) {
      System.setProperty("glass.platform", "Monocle");
      System.setProperty("monocle.platform", "Headless");
      System.setProperty("prism.order", "sw");
      Platform.setImplicitExit(false);
      Platform.startup(() -> {});
      WebConsoleListener.setDefaultListener(
          (view, message, line, source) -> CONSOLE.add(source + ":" + line + " " + message));
      started = true;
    }
  }

  private static <T> T onItsThread(Supplier<T> action) {
    var done = new CompletableFuture<T>();
    Platform.runLater(
        () -> {
          try {
            done.complete(action.get());
          } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
          }
        });
    return await(done);
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("the browser does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
