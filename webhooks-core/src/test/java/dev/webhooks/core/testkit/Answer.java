package dev.webhooks.core.testkit;

import dev.webhooks.core.model.Header;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What a {@link ScriptedReceiver} does with a request: an HTTP answer, or one of the ways receivers
 * fail. Immutable; an answer used for many requests is encoded once.
 */
public final class Answer {
  enum Ending {
    KEEP_OPEN,
    CLOSE,
    RESET,
    HANG
  }

  private static final CompletionStage<?> OPEN = CompletableFuture.completedStage(null);

  private final byte[] bytes;
  private final CompletionStage<?> gate;
  private final Duration delay;
  private final int pieceBytes;
  private final Duration pause;
  private final Ending ending;

  private Answer(
      byte[] bytes,
      CompletionStage<?> gate,
      Duration delay,
      int pieceBytes,
      Duration pause,
      Ending ending) {
    this.bytes = bytes;
    this.gate = gate;
    this.delay = delay;
    this.pieceBytes = pieceBytes;
    this.pause = pause;
    this.ending = ending;
  }

  /** 200 with an empty body. */
  public static Answer ok() {
    return status(200);
  }

  /** This status with an empty body and these headers. */
  public static Answer status(int status, Header... headers) {
    return of(status, "", headers);
  }

  /** This status with a JSON body. */
  public static Answer json(int status, String json) {
    return of(status, json, new Header("content-type", "application/json"));
  }

  /** This status, body (UTF-8, with its content-length) and headers. */
  public static Answer of(int status, String body, Header... headers) {
    return of(status, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  /** This status, body (with its content-length) and headers. */
  public static Answer of(int status, byte[] body, Header... headers) {
    List<Header> lines = new ArrayList<>(List.of(headers));
    lines.add(new Header("content-length", String.valueOf(body.length)));
    return raw(concat(head(status, lines), body));
  }

  /** A body in one chunk of the chunked transfer coding. */
  public static Answer chunked(int status, byte[] body, Header... headers) {
    List<Header> lines = new ArrayList<>(List.of(headers));
    lines.add(new Header("transfer-encoding", "chunked"));
    byte[] start = concat(head(status, lines), ascii(Integer.toHexString(body.length) + "\r\n"));
    return raw(concat(concat(start, body), ascii(body.length == 0 ? "\r\n" : "\r\n0\r\n\r\n")));
  }

  /** A body without any length, ended by closing the connection. */
  public static Answer untilClose(int status, byte[] body, Header... headers) {
    return raw(concat(head(status, List.of(headers)), body)).thenClose();
  }

  /** Exactly these bytes, whatever they are. */
  public static Answer raw(byte[] bytes) {
    return new Answer(bytes, OPEN, Duration.ZERO, 0, Duration.ZERO, Ending.KEEP_OPEN);
  }

  /** Exactly this text, whatever it is. */
  public static Answer raw(String text) {
    return raw(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Nothing, ever; the connection stays open. */
  public static Answer hang() {
    return raw("").ending(Ending.HANG);
  }

  /** A TCP reset (RST) without a byte of an answer. */
  public static Answer reset() {
    return raw("").ending(Ending.RESET);
  }

  /** An orderly close without a byte of an answer. */
  public static Answer close() {
    return raw("").ending(Ending.CLOSE);
  }

  /** The same, this long after the request has arrived. */
  public Answer after(Duration newDelay) {
    return new Answer(bytes, gate, newDelay, pieceBytes, pause, ending);
  }

  /** The same, but not before this has completed: the test decides when. */
  public Answer once(CompletionStage<?> newGate) {
    return new Answer(bytes, newGate, delay, pieceBytes, pause, ending);
  }

  /** The same in pieces of so many bytes, with a pause after each. */
  public Answer trickled(int newPieceBytes, Duration newPause) {
    return new Answer(bytes, gate, delay, newPieceBytes, newPause, ending);
  }

  /** The same, and then the connection is closed. */
  public Answer thenClose() {
    return ending(Ending.CLOSE);
  }

  /** The same, and then the connection is reset (RST). */
  public Answer thenReset() {
    return ending(Ending.RESET);
  }

  private Answer ending(Ending newEnding) {
    return new Answer(bytes, gate, delay, pieceBytes, pause, newEnding);
  }

  byte[] bytes() {
    return bytes;
  }

  CompletionStage<?> gate() {
    return gate;
  }

  Duration delay() {
    return delay;
  }

  int pieceBytes() {
    return pieceBytes > 0 ? pieceBytes : Math.max(1, bytes.length);
  }

  Duration pause() {
    return pause;
  }

  Ending ending() {
    return ending;
  }

  private static byte[] head(int status, List<Header> headers) {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" Scripted\r\n");
    headers.forEach(h -> head.append(h.name()).append(": ").append(h.value()).append("\r\n"));
    return ascii(head.append("\r\n").toString());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] all = new byte[first.length + second.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
