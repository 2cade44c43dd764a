package dev.webhooks.bench.peers;

import java.time.Duration;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.configuration.JobRunrConfiguration;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;

/** JobRunr with job requests (its cheaper form), bulk enqueue and the shortest poll interval. */
final class JobRunrPeer implements PeerMain.Peer {
  private static volatile SignedPost post;

  private final PostgresStorageProvider storage;
  private final JobRequestScheduler scheduler;
  private final int threads;

  JobRunrPeer(DataSource db, SignedPost signedPost, int threads) {
    post = signedPost;
    this.threads = threads;
    storage = new PostgresStorageProvider(db);
    scheduler = new JobRequestScheduler(storage);
    // Starting once without a server creates the tables and sets the JSON mapper.
    configuration().initialize();
  }

  private JobRunrConfiguration configuration() {
    return JobRunr.configure()
        .useStorageProvider(storage)
        .useJobActivator(
            new org.jobrunr.server.JobActivator() {
              @Override
              public <T> T activateJob(Class<T> type) {
                return type.cast(new DeliverHandler());
              }
            });
  }

  @Override
  public void fill(int jobs, String body) {
    scheduler.enqueue(IntStream.range(0, jobs).mapToObj(i -> new Deliver(i, body)));
  }

  @Override
  public void drain() {
    configuration()
        .useBackgroundJobServer(
            BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                .andWorkerCount(threads)
                .andPollInterval(Duration.ofSeconds(5)))
        .initialize();
  }

  @Override
  public void close() {
    JobRunr.destroy();
  }

  /** One delivery. */
  public static final class Deliver implements JobRequest {
    private int endpoint;
    private String body;

    public Deliver() {}

    Deliver(int endpoint, String body) {
      this.endpoint = endpoint;
      this.body = body;
    }

    @Override
    public Class<DeliverHandler> getJobRequestHandler() {
      return DeliverHandler.class;
    }
  }

  /** Sends a delivery. */
  public static final class DeliverHandler implements JobRequestHandler<Deliver> {
    @Override
    public void run(Deliver job) {
      post.send(job.endpoint, job.body);
    }
  }
}
