package dev.webhooks.ejb.endpoint;

class PostgresqlManagementTest extends ManagementContract {
  @Override
  TestDatabase open() throws Exception {
    return TestDatabase.postgresql();
  }
}
