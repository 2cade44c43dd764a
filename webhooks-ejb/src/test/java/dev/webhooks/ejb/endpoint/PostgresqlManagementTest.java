package dev.webhooks.ejb.endpoint;

import dev.webhooks.ejb.TestDatabase;

class PostgresqlManagementTest extends ManagementContract {
  @Override
  TestDatabase open() throws Exception {
    return TestDatabase.postgresql();
  }
}
