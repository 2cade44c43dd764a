package dev.webhooks.war.api;

import dev.webhooks.war.error.Problem;
import dev.webhooks.war.json.LineReader;
import dev.webhooks.war.json.Spool;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Publishes newline-delimited JSON of any length in bounded memory: lines are published in batches
 * as they arrive, their results are spooled and answered when the last line has been read (a client
 * that reads its answer only after it has sent everything would otherwise block).
 */
final class NdjsonRequest {
  static final String TYPE = "application/x-ndjson";
  private static final int BATCH = 500;
  private static final int MAX_BATCH_BYTES = 4 << 20;

  private final Publication<?> publication;
  private final int maxLine;
  private final Spool results = new Spool();
  private boolean first = true;

  private NdjsonRequest(Publication<?> publication, int maxLine) {
    this.publication = publication;
    this.maxLine = maxLine;
  }

  /**
   * 202 with one result per line that is not blank.
   *
   * @param maxLine bytes; a longer line is refused, the others are not
   */
  static Response publish(InputStream body, Publication<?> publication, int maxLine)
      throws IOException {
    return new NdjsonRequest(publication, maxLine).publish(body);
  }

  private Response publish(InputStream body) throws IOException {
    try {
      write("{\"status\":\"success\",\"data\":[");
      publishAll(new LineReader(body, maxLine));
      write("]}");
    } catch (IOException | RuntimeException e) {
      results.close();
      throw e;
    }
    StreamingOutput output = results::drainTo;
    return Response.status(202).type(MediaType.APPLICATION_JSON_TYPE).entity(output).build();
  }

  private void publishAll(LineReader lines) throws IOException {
    List<ByteBuffer> batch = new ArrayList<>();
    long bytes = 0;
    for (LineReader.Line line = lines.next(); line.isThere(); line = lines.next()) {
      if (line.tooLong()) {
        flush(batch);
        bytes = 0;
        result(Problem.tooLarge(maxLine).toJson().toString());
      } else {
        batch.add(line.bytes());
        bytes += line.bytes().remaining();
      }
      if (batch.size() == BATCH || bytes > MAX_BATCH_BYTES) {
        flush(batch);
        bytes = 0;
      }
    }
    flush(batch);
  }

  private void flush(List<ByteBuffer> batch) throws IOException {
    if (!batch.isEmpty()) {
      for (String result : publication.each(batch)) {
        result(result);
      }
      batch.clear();
    }
  }

  private void result(String result) throws IOException {
    write(first ? result : "," + result);
    first = false;
  }

  private void write(String text) throws IOException {
    results.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
