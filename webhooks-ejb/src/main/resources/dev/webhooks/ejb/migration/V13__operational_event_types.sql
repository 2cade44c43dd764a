-- What the product itself tells a tenant's endpoints. Nobody can publish these.
insert into webhooks.event_type (id, tenant, name, description, archived, created_at, revision) values
  (11, '', 'endpoint.created', 'An endpoint was created.', false, current_timestamp, 0),
  (12, '', 'endpoint.updated', 'An endpoint was changed.', false, current_timestamp, 0),
  (13, '', 'endpoint.deleted', 'An endpoint was deleted.', false, current_timestamp, 0),
  (14, '', 'endpoint.enabled', 'An endpoint was enabled.', false, current_timestamp, 0),
  (15, '', 'endpoint.disabled', 'An endpoint was disabled, by its owner or by the product.', false, current_timestamp, 0),
  (16, '', 'endpoint.failing', 'An endpoint has had nothing but failures for long and will be disabled.', false, current_timestamp, 0),
  (17, '', 'delivery.exhausted', 'A delivery was given up.', false, current_timestamp, 0);
