-- With little in the queue both its indexes seem equally cheap for finding a row by endpoint and id,
-- though in pending_delivery_by_due due times lie between the two, so that a whole lane is walked
-- through. Of equals PostgreSQL takes the index that was created last.

alter table webhooks.pending_delivery
  drop constraint pending_delivery_pkey,
  add primary key (endpoint_id, id);
