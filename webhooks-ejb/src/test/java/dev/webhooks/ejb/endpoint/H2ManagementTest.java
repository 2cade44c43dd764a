package dev.webhooks.ejb.endpoint;

import dev.webhooks.ejb.TestDatabase;

class H2ManagementTest extends ManagementContract {
  @Override
  TestDatabase open() throws Exception {
    return TestDatabase.h2();
  }
}
