package dev.webhooks.ejb.endpoint;

class H2ManagementTest extends ManagementContract {
  @Override
  TestDatabase open() throws Exception {
    return TestDatabase.h2();
  }
}
