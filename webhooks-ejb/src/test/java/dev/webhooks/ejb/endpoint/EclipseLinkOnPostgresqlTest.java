package dev.webhooks.ejb.endpoint;

import dev.webhooks.ejb.TestDatabase;
import dev.webhooks.ejb.TestDatabase.Provider;

class EclipseLinkOnPostgresqlTest extends ManagementContract {
  @Override
  TestDatabase open() throws Exception {
    return TestDatabase.postgresql(Provider.ECLIPSELINK);
  }
}
