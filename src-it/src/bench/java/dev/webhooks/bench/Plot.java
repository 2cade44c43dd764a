package dev.webhooks.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A plain line chart as SVG: values over a logarithmic axis. */
final class Plot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 340;
  private static final int LEFT = 70;
  private static final int RIGHT = 40;
  private static final int TOP = 56;
  private static final int BOTTOM = 56;
  private static final List<String> COLOURS = List.of("#087f5b", "#c92a2a", "#1864ab");

  /** A point of a line. */
  record Point(double x, double y) {}

  /** A line with its name. */
  record Line(String name, List<Point> points) {}

  private final StringBuilder svg = new StringBuilder();
  private final String title;
  private final String xTitle;
  private final String unit;
  private final List<Line> lines;
  private final double minX;
  private final double maxX;
  private final double maxY;

  Plot(String title, String xTitle, String unit, List<Line> lines) {
    this.title = title;
    this.xTitle = xTitle;
    this.unit = unit;
    this.lines = lines;
    this.minX = points().mapToDouble(Point::x).min().orElse(1);
    this.maxX = points().mapToDouble(Point::x).max().orElse(1);
    this.maxY = points().mapToDouble(Point::y).max().orElse(1) * 1.15;
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  String title() {
    return title;
  }

  void write(Path file) throws IOException {
    frame();
    for (int i = 0; i < lines.size(); i++) {
      line(lines.get(i), COLOURS.get(i % COLOURS.size()), i);
    }
    svg.append("</svg>\n");
    Files.createDirectories(file.getParent());
    Files.writeString(file, svg.toString());
  }

  private Stream<Point> points() {
    return lines.stream().flatMap(line -> line.points().stream());
  }

  private void frame() {
    append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
            + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
        WIDTH, HEIGHT);
    text(WIDTH / 2.0, 20, "middle", title);
    text(WIDTH / 2.0, HEIGHT - 10, "middle", xTitle);
    text(LEFT - 8, TOP - 14, "end", unit);
    for (int i = 0; i <= 4; i++) {
      double value = maxY * i / 4;
      append(
          "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
          LEFT, WIDTH - RIGHT, y(value), y(value));
      text(LEFT - 8, y(value) + 4, "end", number(value));
    }
    points()
        .mapToDouble(Point::x)
        .distinct()
        .forEach(x -> text(x(x), HEIGHT - BOTTOM + 18, "middle", number(x)));
  }

  private void line(Line line, String colour, int index) {
    var path = new StringBuilder();
    for (Point point : line.points()) {
      double x = x(point.x());
      double y = y(point.y());
      path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
      append("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>%n", x, y, colour);
      text(x, y - 9, "middle", number(point.y()));
    }
    append(
        "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>%n",
        colour, path.toString().trim());
    double legend = LEFT + 20 + 120.0 * index;
    append("<circle cx=\"%.1f\" cy=\"36\" r=\"4\" fill=\"%s\"/>%n", legend, colour);
    text(legend + 10, 40, "start", line.name());
  }

  private double x(double value) {
    double share =
        maxX <= minX ? 0.5 : (Math.log(value) - Math.log(minX)) / (Math.log(maxX) - Math.log(minX));
    return LEFT + 40 + share * (WIDTH - LEFT - RIGHT - 80);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - value / maxY * (HEIGHT - TOP - BOTTOM);
  }

  private void text(double x, double y, String anchor, String text) {
    append("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text);
  }

  private void append(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }

  private static String number(double value) {
    return String.format(
        Locale.ROOT, value >= 20 || value == Math.rint(value) ? "%,.0f" : "%.1f", value);
  }
}
