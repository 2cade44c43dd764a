package dev.webhooks.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.webhooks.core.dispatch.WebhookSender;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import javax.tools.ToolProvider;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's ten lines compile and publish, word for word. */
class ReadmeTest {
  private static final Pattern TEN_LINES =
      Pattern.compile("## Embed it in ten lines\\s+```java\\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path directory;

  @Test
  void ten_lines_embed_it() throws Exception {
    var database = new JdbcDataSource();
    database.setUrl("jdbc:h2:mem:readme;DB_CLOSE_DELAY=-1");
    Path source = Files.writeString(directory.resolve("Readme.java"), program(tenLines()));

    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", directory + "", source + ""))
        .isZero();

    try (var loader = new URLClassLoader(new URL[] {directory.toUri().toURL()});
        var sender = run(loader, database);
        var connection = database.getConnection();
        var events = connection.createStatement().executeQuery("select type from webhooks.event")) {
      assertThat(events.next()).isTrue();
      assertThat(events.getString(1)).isEqualTo("payment.succeeded");
      assertThat(sender).isNotNull();
    }
  }

  private static WebhookSender run(ClassLoader loader, DataSource database) throws Exception {
    return (WebhookSender)
        loader.loadClass("Readme").getMethod("run", DataSource.class).invoke(null, database);
  }

  private static String tenLines() throws IOException {
    Matcher matcher = TEN_LINES.matcher(Files.readString(Path.of("..", "README.md")));
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static String program(String lines) {
    return """
    import dev.webhooks.core.dispatch.*;
    import dev.webhooks.core.model.*;
    import dev.webhooks.core.signing.*;
    import java.net.URI;

    public class Readme {
      public static WebhookSender run(javax.sql.DataSource dataSource) {
        %s
        return webhooks;
      }
    }
    """
        .formatted(lines);
  }
}
