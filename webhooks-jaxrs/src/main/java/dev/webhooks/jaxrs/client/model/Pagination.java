package dev.webhooks.jaxrs.client.model;

/**
 * Where a numbered page stands in its list.
 *
 * @param total items in the whole list
 * @param perPage items a page
 * @param currentPage from 1
 * @param lastPage the last page with items
 */
public record Pagination(long total, int perPage, int currentPage, int lastPage) {}
