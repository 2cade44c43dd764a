-- A node that drains gives up its shards, each as soon as nothing is under way for it, and takes none.

alter table webhooks.node add column leaving boolean default false not null;
