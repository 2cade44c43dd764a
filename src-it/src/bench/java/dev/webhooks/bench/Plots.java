package dev.webhooks.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The charts of what was measured over several sizes. */
final class Plots {
  private final Report report;
  private final Path directory;
  private final StringBuilder links = new StringBuilder();

  private Plots(Report report, Path directory) {
    this.report = report;
    this.directory = directory;
  }

  /**
   * Draws what there are figures for.
   *
   * @return Markdown that shows the charts
   */
  static String write(Report report, Path directory) throws IOException {
    var plots = new Plots(report, directory);
    plots.draw("backlog", "pending deliveries", BacklogScenario.NAME);
    plots.draw("endpoints", "endpoints", EndpointsScenario.NAME);
    plots.draw("nodes", "nodes on the same processors", NodesScenario.NAME);
    plots.drawLatency(
        "rate", "Publish to arrival", "events/s, each owed to five", LatencyScenario.NAME);
    return plots.links.toString();
  }

  private void draw(String file, String xTitle, String scenario) throws IOException {
    draw(
        "throughput-" + file,
        new Plot("Deliveries", xTitle, "per second", lines(scenario, Report.DELIVERIES)));
    drawLatency(file, "Publish to arrival, 2,500 deliveries/s", xTitle, scenario);
  }

  private void drawLatency(String file, String title, String xTitle, String scenario)
      throws IOException {
    draw("latency-" + file, new Plot(title, xTitle, "ms", lines(scenario, "p50", "p99")));
  }

  private void draw(String file, Plot plot) throws IOException {
    if (!plot.isEmpty()) {
      plot.write(directory.resolve(file + ".svg"));
      links.append(String.format("![%s](images/%s.svg)%n", plot.title(), file));
    }
  }

  /** One line per name, over every size for which the scenario has that figure. */
  private List<Plot.Line> lines(String scenario, String... names) {
    List<Plot.Line> lines = new ArrayList<>();
    for (String name : names) {
      List<Plot.Point> points = points(scenario, name);
      if (!points.isEmpty()) {
        lines.add(new Plot.Line(name, points));
      }
    }
    return lines;
  }

  private List<Plot.Point> points(String scenario, String name) {
    Pattern sized = Pattern.compile(scenario.replaceAll("%,?d", "([0-9,]+)"));
    List<Plot.Point> points = new ArrayList<>();
    for (Figure figure : report.figures()) {
      Matcher matcher = sized.matcher(figure.scenario());
      if (figure.name().equals(name) && matcher.matches()) {
        double size = Double.parseDouble(matcher.group(1).replace(",", ""));
        points.add(new Plot.Point(size, figure.median()));
      }
    }
    points.sort(Comparator.comparingDouble(Plot.Point::x));
    return points;
  }
}
