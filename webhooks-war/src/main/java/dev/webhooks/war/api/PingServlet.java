package dev.webhooks.war.api;

import jakarta.annotation.Resource;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Answers the name of the database; goes away with the first real resource. */
@WebServlet("/ping")
public class PingServlet extends HttpServlet {

  @Resource(lookup = "java:app/jdbc/webhooks")
  private @Nullable DataSource dataSource;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    DataSource source = java.util.Objects.requireNonNull(dataSource);
    try (var connection = source.getConnection()) {
      response
          .getWriter()
          .print("webhooks on " + connection.getMetaData().getDatabaseProductName());
    } catch (SQLException e) {
      response.sendError(503);
    }
  }
}
