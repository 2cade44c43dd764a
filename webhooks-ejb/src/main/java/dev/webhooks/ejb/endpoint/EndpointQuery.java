package dev.webhooks.ejb.endpoint;

import dev.webhooks.core.model.EndpointStatus;
import dev.webhooks.core.model.Face;
import dev.webhooks.ejb.Page;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lists endpoints of a tenant. */
final class EndpointQuery {
  private final EntityManager database;
  private final KeyedHash hash;

  EndpointQuery(EntityManager database, KeyedHash hash) {
    this.database = database;
    this.hash = hash;
  }

  long count(String tenant, Face face) {
    return count(condition(tenant, face, EndpointFilter.ALL));
  }

  Page<EndpointEntity> page(String tenant, Face face, EndpointFilter filter, int page, int limit) {
    Condition condition = condition(tenant, face, filter);
    long total = count(condition);
    long first = (page - 1L) * limit;
    List<EndpointEntity> items =
        first >= total ? List.of() : withSecrets(ids(condition, (int) first, limit));
    return new Page<>(items, total, page, limit);
  }

  /** A JPQL condition over {@code e} and its parameters. */
  private record Condition(String text, Map<String, Object> parameters) {
    <T> TypedQuery<T> applyTo(EntityManager database, String start, String end, Class<T> type) {
      TypedQuery<T> query = database.createQuery(start + text + end, type);
      parameters.forEach(query::setParameter);
      return query;
    }
  }

  private Condition condition(String tenant, Face face, EndpointFilter filter) {
    StringBuilder text =
        new StringBuilder(" where e.tenant = :tenant and e.face = :face and e.status <> :deleted");
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("tenant", tenant);
    parameters.put("face", face);
    parameters.put("deleted", EndpointStatus.DELETED);
    if (filter.active() != null) {
      text.append(" and e.status = :status");
      parameters.put("status", filter.active() ? EndpointStatus.ENABLED : EndpointStatus.DISABLED);
    }
    if (filter.urlContains() != null) {
      text.append(" and lower(e.url) like :url escape '!'");
      parameters.put("url", containing(filter.urlContains()));
    }
    if (filter.apiKey() != null) {
      text.append(" and e.credentials.apiKeyHash in :hashes");
      parameters.put("hashes", hash.candidatesOf(filter.apiKey()));
    }
    return new Condition(text.toString(), parameters);
  }

  /** A LIKE pattern in which everything of the text stands for itself. */
  static String containing(String text) {
    return "%" + text.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%";
  }

  private long count(Condition condition) {
    return condition
        .applyTo(database, "select count(e) from EndpointEntity e", "", Long.class)
        .getSingleResult();
  }

  private List<Long> ids(Condition condition, int first, int limit) {
    return condition
        .applyTo(database, "select e.id from EndpointEntity e", " order by e.id desc", Long.class)
        .setFirstResult(first)
        .setMaxResults(limit)
        .getResultList();
  }

  private List<EndpointEntity> withSecrets(List<Long> ids) {
    return database
        .createQuery(
            "select distinct e from EndpointEntity e left join fetch e.secrets"
                + " where e.id in :ids order by e.id desc",
            EndpointEntity.class)
        .setParameter("ids", ids)
        .getResultList();
  }
}
