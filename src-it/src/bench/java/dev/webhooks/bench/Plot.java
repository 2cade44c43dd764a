package dev.webhooks.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A plain line chart as SVG: values over a logarithmic axis. */
final class Plot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 320;
  private static final int MARGIN = 60;

  /** A point of a chart. */
  record Point(double x, double y) {}

  private Plot() {}

  static void write(Path file, String title, String xTitle, String yTitle, List<Point> points)
      throws IOException {
    double minX = points.stream().mapToDouble(Point::x).min().orElse(1);
    double maxX = points.stream().mapToDouble(Point::x).max().orElse(1);
    double maxY = points.stream().mapToDouble(Point::y).max().orElse(1) * 1.1;
    var svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                + " font-family=\"sans-serif\" font-size=\"12\">%n<rect width=\"100%%\""
                + " height=\"100%%\" fill=\"white\"/>%n",
            WIDTH,
            HEIGHT));
    text(svg, WIDTH / 2.0, 20, "middle", title);
    text(svg, WIDTH / 2.0, HEIGHT - 8, "middle", xTitle);
    text(svg, 8, 36, "start", yTitle);
    axis(svg, maxY);
    var line = new StringBuilder();
    for (Point point : points) {
      double x = x(point.x(), minX, maxX);
      double y = y(point.y(), maxY);
      line.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
      svg.append(
          String.format(
              Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"#0b5\"/>%n", x, y));
      text(svg, x, y - 10, "middle", String.format(Locale.ROOT, "%,.0f", point.y()));
      text(svg, x, HEIGHT - 28, "middle", String.format(Locale.ROOT, "%,.0f", point.x()));
    }
    svg.append("<polyline fill=\"none\" stroke=\"#0b5\" stroke-width=\"2\" points=\"")
        .append(line.toString().trim())
        .append("\"/>\n</svg>\n");
    Files.createDirectories(file.getParent());
    Files.writeString(file, svg);
  }

  private static void axis(StringBuilder svg, double maxY) {
    for (int i = 0; i <= 4; i++) {
      double y = y(maxY * i / 4, maxY);
      svg.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
              MARGIN,
              WIDTH - MARGIN / 2,
              y,
              y));
      text(svg, MARGIN - 6, y + 4, "end", String.format(Locale.ROOT, "%,.0f", maxY * i / 4));
    }
  }

  private static double x(double value, double min, double max) {
    double share =
        max <= min ? 0.5 : (Math.log(value) - Math.log(min)) / (Math.log(max) - Math.log(min));
    return MARGIN + 30 + share * (WIDTH - 2.0 * MARGIN - 40);
  }

  private static double y(double value, double max) {
    return HEIGHT - MARGIN + 10 - value / max * (HEIGHT - 2.0 * MARGIN);
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
            x,
            y,
            anchor,
            text));
  }
}
