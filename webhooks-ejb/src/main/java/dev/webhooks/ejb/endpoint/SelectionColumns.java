package dev.webhooks.ejb.endpoint;

import dev.webhooks.core.model.Direction;
import dev.webhooks.core.model.EventTypePattern;
import dev.webhooks.ejb.endpoint.Selection.Events;
import dev.webhooks.ejb.endpoint.Selection.Transactions;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A {@link Selection} in columns. */
@Embeddable
public class SelectionColumns {
  private static final String TRANSACTIONS = "transactions";
  private static final String EVENTS = "events";

  @Column(name = "selection")
  private String kind;

  @Column(name = "bank_account_id")
  private @Nullable Long bankAccountId;

  @Enumerated(EnumType.STRING)
  private @Nullable Direction direction;

  @Column(name = "skip_without_code")
  private boolean skipWithoutCode;

  @Column(name = "only_sub_accounts")
  private boolean onlySubAccounts;

  @Column(name = "sub_account_ids")
  @Convert(converter = LinesConverter.class)
  private List<String> subAccountIds = List.of();

  @Column(name = "event_types")
  @Convert(converter = LinesConverter.class)
  private List<String> eventTypes = List.of();

  private boolean livemode;

  @Convert(converter = LinesConverter.class)
  private List<String> channels = List.of();

  @Column(name = "event_filter")
  private @Nullable String filter;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected SelectionColumns() {}

  static SelectionColumns of(Selection selection) {
    SelectionColumns columns = new SelectionColumns();
    if (selection instanceof Transactions transactions) {
      columns.set(transactions);
    } else {
      columns.set((Events) selection);
    }
    return columns;
  }

  Selection toSelection() {
    return switch (kind) {
      case TRANSACTIONS ->
          new Transactions(
              Objects.requireNonNull(bankAccountId),
              direction,
              skipWithoutCode,
              onlySubAccounts,
              subAccountIds.stream().map(Long::valueOf).collect(Collectors.toSet()));
      case EVENTS ->
          new Events(
              eventTypes.stream().map(EventTypePattern::new).toList(),
              livemode,
              Set.copyOf(channels),
              filter);
      default -> throw new IllegalStateException("unknown selection " + kind);
    };
  }

  private void set(Transactions transactions) {
    kind = TRANSACTIONS;
    bankAccountId = transactions.bankAccountId();
    direction = transactions.direction();
    skipWithoutCode = transactions.skipWithoutCode();
    onlySubAccounts = transactions.onlySubAccounts();
    subAccountIds = transactions.subAccountIds().stream().sorted().map(String::valueOf).toList();
    livemode = true;
  }

  private void set(Events events) {
    kind = EVENTS;
    eventTypes = events.types().stream().map(EventTypePattern::pattern).toList();
    livemode = events.livemode();
    channels = events.channels().stream().sorted().toList();
    filter = events.filter();
  }
}
