package dev.webhooks.bench.peers;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** db-scheduler with its strategy for high throughput: lock and fetch, large batches. */
final class DbSchedulerPeer implements PeerMain.Peer {
  private static final String TABLE =
      """
      create table if not exists scheduled_tasks (
        task_name text not null,
        task_instance text not null,
        task_data bytea,
        execution_time timestamp with time zone not null,
        picked boolean not null,
        picked_by text,
        last_success timestamp with time zone,
        last_failure timestamp with time zone,
        consecutive_failures int,
        last_heartbeat timestamp with time zone,
        version bigint not null,
        priority smallint,
        primary key (task_name, task_instance));
      create index if not exists execution_time_idx on scheduled_tasks (execution_time);
      create index if not exists last_heartbeat_idx on scheduled_tasks (last_heartbeat);
      """;

  private final OneTimeTask<String> task;
  private final Scheduler scheduler;

  DbSchedulerPeer(DataSource db, SignedPost post, int threads) throws Exception {
    try (var connection = db.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
    task =
        Tasks.oneTime("deliver", String.class)
            .execute(
                (instance, context) ->
                    post.send(Integer.parseInt(instance.getId()), instance.getData()));
    scheduler =
        Scheduler.create(db, task)
            .threads(threads)
            .pollUsingLockAndFetch(1.0, 4.0)
            .pollingInterval(Duration.ofMillis(100))
            .build();
  }

  @Override
  public void fill(int jobs, String body) {
    for (int from = 0; from < jobs; from += 1000) {
      List<TaskInstance<?>> batch = new ArrayList<>();
      for (int i = from; i < Math.min(jobs, from + 1000); i++) {
        batch.add(task.instance(Integer.toString(i), body));
      }
      scheduler.scheduleBatch(batch, Instant.now());
    }
  }

  @Override
  public void drain() {
    scheduler.start();
  }

  @Override
  public void close() {
    scheduler.stop();
  }
}
