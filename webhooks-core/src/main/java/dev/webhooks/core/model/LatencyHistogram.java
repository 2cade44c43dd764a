package dev.webhooks.core.model;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * How often which latency was seen. Latencies are counted in {@value #BUCKETS} ranges, each at most
 * an eighth of its lower bound wide, so that a percentile is at most 12.5 % above the true one;
 * what is longer than 134 seconds counts as that. Immutable; adding up loses nothing.
 */
public final class LatencyHistogram {
  /** How many ranges there are. */
  public static final int BUCKETS = 200;

  /** Nothing was seen. */
  public static final LatencyHistogram EMPTY = new LatencyHistogram(new long[BUCKETS]);

  private static final int STEPS = 8;
  private static final int STEP_BITS = 3;

  private final long[] counts;

  private LatencyHistogram(long[] counts) {
    this.counts = counts;
  }

  /**
   * From counts by bucket.
   *
   * @throws IllegalArgumentException when there are not {@value #BUCKETS}
   */
  public static LatencyHistogram of(long[] counts) {
    if (counts.length != BUCKETS) {
      throw new IllegalArgumentException("there are 200 buckets, not " + counts.length);
    }
    return new LatencyHistogram(counts.clone());
  }

  /** The bucket in which a latency is counted: 0 to {@value #BUCKETS} - 1. */
  public static int bucketOf(long micros) {
    if (micros < STEPS) {
      return (int) Math.max(0, micros);
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros) - STEP_BITS;
    long bucket = (long) shift * STEPS + (micros >> shift);
    return (int) Math.min(BUCKETS - 1, bucket);
  }

  /** The longest latency that is counted in a bucket, in microseconds. */
  static long highest(int bucket) {
    if (bucket < STEPS) {
      return bucket;
    }
    int shift = bucket / STEPS - 1;
    return ((long) (bucket % STEPS + STEPS + 1) << shift) - 1;
  }

  /** Both together. */
  public LatencyHistogram plus(LatencyHistogram other) {
    long[] sum = counts.clone();
    for (int i = 0; i < BUCKETS; i++) {
      sum[i] += other.counts[i];
    }
    return new LatencyHistogram(sum);
  }

  /**
   * The latency that this share of all did not exceed, in microseconds; empty when nothing was
   * seen.
   *
   * @param share above 0, at most 1
   */
  public OptionalLong percentile(double share) {
    long total = Arrays.stream(counts).sum();
    long rank = (long) Math.ceil(share * total);
    long seen = 0;
    for (int i = 0; i < BUCKETS && total > 0; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return OptionalLong.of(highest(i));
      }
    }
    return OptionalLong.empty();
  }

  /** A compact form: for every bucket in use its distance from the one before and its count. */
  public byte[] toBytes() {
    var bytes = new ByteArrayOutputStream();
    int last = -1;
    for (int i = 0; i < BUCKETS; i++) {
      if (counts[i] != 0) {
        writeNumber(i - last, bytes);
        writeNumber(counts[i], bytes);
        last = i;
      }
    }
    return bytes.toByteArray();
  }

  /**
   * Reads {@link #toBytes}.
   *
   * @throws IllegalArgumentException when the bytes are none
   */
  public static LatencyHistogram ofBytes(byte[] bytes) {
    long[] counts = new long[BUCKETS];
    var rest = ByteBuffer.wrap(bytes);
    int bucket = -1;
    try {
      while (rest.hasRemaining()) {
        bucket += (int) readNumber(rest);
        counts[bucket] = readNumber(rest);
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("not a histogram of " + bytes.length + " bytes", e);
    }
    return new LatencyHistogram(counts);
  }

  private static void writeNumber(long number, ByteArrayOutputStream bytes) {
    long rest = number;
    while (rest > 0x7f) {
      bytes.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  private static long readNumber(ByteBuffer bytes) {
    long number = 0;
    int shift = 0;
    byte part;
    do {
      part = bytes.get();
      number |= (long) (part & 0x7f) << shift;
      shift += 7;
    } while (part < 0);
    return number;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LatencyHistogram that && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return Arrays.stream(counts).sum() + " latencies";
  }
}
