-- Of an attempt only what is searched or counted keeps a column of its own. The rest, which only its own page
-- shows, is one value; ExchangeBytes says how it is written.

alter table webhooks.delivery add column exchange varbinary;
update webhooks.delivery set exchange =
  substring(cast(
      casewhen(response_headers is not null, 1, 0)
      + casewhen(truncated, 2, 0)
      + casewhen(error is not null, 4, 0)
      + casewhen(dns_us is not null, 8, 0)
      + casewhen(connect_us is not null, 16, 0)
      + casewhen(tls_us is not null, 32, 0)
      + casewhen(first_byte_us is not null, 64, 0) as binary(4)), 4, 1)
  || substring(cast(cast(coalesce(trigger, 0) as integer) as binary(4)), 4, 1)
  || coalesce(substring(cast(cast(error as integer) as binary(4)), 4, 1), x'')
  || casewhen(response_headers is null, x'', substring(cast(cast(status_code as integer) as binary(4)), 3, 2))
  || coalesce(cast(dns_us as binary(4)), x'')
  || coalesce(cast(connect_us as binary(4)), x'')
  || coalesce(cast(tls_us as binary(4)), x'')
  || coalesce(cast(first_byte_us as binary(4)), x'')
  || substring(cast(cast(octet_length(coalesce(address, '')) as integer) as binary(4)), 4, 1)
  || stringtoutf8(coalesce(address, ''))
  || substring(cast(cast(octet_length(coalesce(request_headers, x'')) as integer) as binary(4)), 3, 2)
  || coalesce(request_headers, x'')
  || case when response_headers is null then stringtoutf8(coalesce(detail, ''))
    else substring(cast(cast(octet_length(response_headers) as integer) as binary(4)), 3, 2) || response_headers
      || coalesce(body, x'') end
where started_at is not null;
alter table webhooks.delivery drop column trigger, status_code, error, truncated, dns_us, connect_us, tls_us,
  first_byte_us, address, request_headers, response_headers, body, detail;

alter table webhooks.attempt add column exchange varbinary;
update webhooks.attempt set exchange =
  substring(cast(
      casewhen(response_headers is not null, 1, 0)
      + casewhen(truncated, 2, 0)
      + casewhen(error is not null, 4, 0)
      + casewhen(dns_us is not null, 8, 0)
      + casewhen(connect_us is not null, 16, 0)
      + casewhen(tls_us is not null, 32, 0)
      + casewhen(first_byte_us is not null, 64, 0) as binary(4)), 4, 1)
  || substring(cast(cast(coalesce(trigger, 0) as integer) as binary(4)), 4, 1)
  || coalesce(substring(cast(cast(error as integer) as binary(4)), 4, 1), x'')
  || casewhen(response_headers is null, x'', substring(cast(cast(status_code as integer) as binary(4)), 3, 2))
  || coalesce(cast(dns_us as binary(4)), x'')
  || coalesce(cast(connect_us as binary(4)), x'')
  || coalesce(cast(tls_us as binary(4)), x'')
  || coalesce(cast(first_byte_us as binary(4)), x'')
  || substring(cast(cast(octet_length(coalesce(address, '')) as integer) as binary(4)), 4, 1)
  || stringtoutf8(coalesce(address, ''))
  || substring(cast(cast(octet_length(coalesce(request_headers, x'')) as integer) as binary(4)), 3, 2)
  || coalesce(request_headers, x'')
  || case when response_headers is null then stringtoutf8(coalesce(detail, ''))
    else substring(cast(cast(octet_length(response_headers) as integer) as binary(4)), 3, 2) || response_headers
      || coalesce(body, x'') end;
alter table webhooks.attempt drop column trigger, status_code, error, truncated, dns_us, connect_us, tls_us,
  first_byte_us, address, request_headers, response_headers, body, detail;
