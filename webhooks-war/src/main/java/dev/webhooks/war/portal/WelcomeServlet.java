package dev.webhooks.war.portal;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Leads people who open the service's address to the portal, by a relative reference (RFC 9110,
 * section 10.2.2): behind a proxy that ends TLS the server would name http.
 */
@WebServlet({"", "/portal"})
public class WelcomeServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_FOUND);
    response.setHeader("Location", "portal/");
  }
}
