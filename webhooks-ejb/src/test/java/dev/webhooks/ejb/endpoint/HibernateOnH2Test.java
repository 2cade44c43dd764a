package dev.webhooks.ejb.endpoint;

import dev.webhooks.ejb.TestDatabase;
import dev.webhooks.ejb.TestDatabase.Provider;

class HibernateOnH2Test extends ManagementContract {
  @Override
  TestDatabase open() throws Exception {
    return TestDatabase.h2(Provider.HIBERNATE);
  }
}
