package dev.webhooks.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** Watches how much heap this process still uses after each garbage collection. */
final class HeapWatch {
  private final AtomicLong most = new AtomicLong();
  private final Set<String> pools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .map(pool -> pool.getName())
          .collect(Collectors.toSet());

  private HeapWatch() {}

  static HeapWatch start() {
    var watch = new HeapWatch();
    ManagementFactory.getGarbageCollectorMXBeans()
        .forEach(
            collector ->
                ((NotificationEmitter) collector)
                    .addNotificationListener((event, none) -> watch.collected(event), null, null));
    return watch;
  }

  long mostAfterCollection() {
    return most.get();
  }

  private void collected(Notification event) {
    var info = GarbageCollectionNotificationInfo.from((CompositeData) event.getUserData());
    long used =
        info.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
            .filter(entry -> pools.contains(entry.getKey()))
            .map(Map.Entry::getValue)
            .mapToLong(usage -> usage.getUsed())
            .sum();
    most.accumulateAndGet(used, Math::max);
  }
}
