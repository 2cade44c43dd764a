package dev.webhooks.ejb.config;

import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.endpoint.CatalogueImport;
import dev.webhooks.ejb.endpoint.CatalogueImport.Summary;
import dev.webhooks.ejb.endpoint.CatalogueReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Imports the configured catalogue file at the start, and says in the log what that did. */
@Dependent
public class CatalogueFile {
  private static final System.Logger LOG = System.getLogger(CatalogueFile.class.getName());
  private static final String KEY = "webhooks.catalogue.file";

  private final Settings settings;
  private final CatalogueImport catalogue;

  @Inject
  CatalogueFile(Settings settings, CatalogueImport catalogue) {
    this.settings = settings;
    this.catalogue = catalogue;
  }

  /**
   * Imports the file, if there is one; safe while other nodes do the same.
   *
   * @throws InvalidSettingsException when it cannot be used; nothing was imported
   */
  public void apply() {
    Path file = settings.catalogueFile();
    if (file != null) {
      try {
        report(file, catalogue.apply(CatalogueReader.read(text(file))));
      } catch (Refusal.Invalid e) {
        throw unusable(file, e.errors());
      }
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw Refusal.Invalid.field("file", "cannot be read as UTF-8: " + e);
    }
  }

  private static InvalidSettingsException unusable(Path file, Map<String, List<String>> errors) {
    List<String> sentences = new ArrayList<>();
    new TreeMap<>(errors)
        .forEach(
            (field, reasons) ->
                reasons.forEach(
                    reason ->
                        sentences.add(
                            KeyReader.environmentName(KEY)
                                + " "
                                + file
                                + ": "
                                + field
                                + " "
                                + reason)));
    return new InvalidSettingsException(sentences);
  }

  private static void report(Path file, Summary summary) {
    LOG.log(
        Level.INFO,
        "Catalogue {0}: {1} event types added{2}, {3} changed{4}, {5} unchanged",
        file,
        summary.added().size(),
        list(summary.added()),
        summary.changed().size(),
        list(
            summary.changed().entrySet().stream()
                .map(change -> change.getKey() + ": " + change.getValue())
                .toList()),
        summary.unchanged().size());
    if (!summary.newer().isEmpty()) {
      LOG.log(
          Level.WARNING,
          "Catalogue {0} is older than what is stored and was not applied to{1}",
          file,
          list(summary.newer()));
    }
    summary
        .covered()
        .forEach(
            (name, tenants) ->
                LOG.log(
                    Level.WARNING,
                    "Catalogue {0}: {1} tenants have an event type {2} of their own, which goes on"
                        + " to count for them",
                    file,
                    tenants,
                    name));
  }

  private static String list(List<String> names) {
    return names.isEmpty() ? "" : names.stream().collect(Collectors.joining(", ", " (", ")"));
  }
}
