package dev.webhooks.it.contract;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sends requests byte for byte, also such as no HTTP client would send, each on a connection of its
 * own. Thread-safe; blocks.
 */
final class RawHttp {
  private static final int TIMEOUT_MILLIS = 60_000;

  private final URI root;

  RawHttp(URI root) {
    this.root = root;
  }

  String host() {
    return root.getAuthority();
  }

  /**
   * The answer.
   *
   * @throws IOException when there is none, or it is not HTTP
   */
  Exchange send(RawRequest request) throws IOException {
    try (var socket = new Socket(root.getHost(), root.getPort())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      writeAll(socket, request.bytes(host()));
      return read(request, new BufferedInputStream(socket.getInputStream()));
    }
  }

  /** A server may answer and hang up before it has read everything. */
  private static void writeAll(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    } catch (IOException e) {
      // What it answered is read all the same.
    }
  }

  private static Exchange read(RawRequest request, InputStream input) throws IOException {
    String[] statusLine = line(input).split(" ", 3);
    if (statusLine.length < 2 || !statusLine[0].startsWith("HTTP/1.")) {
      throw new IOException("not HTTP: " + String.join(" ", statusLine));
    }
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String header = line(input); !header.isEmpty(); header = line(input)) {
      String[] parts = header.split(":", 2);
      headers.computeIfAbsent(parts[0], name -> new ArrayList<>()).add(parts[1].strip());
    }
    int status = Integer.parseInt(statusLine[1]);
    byte[] body = request.method().equals("HEAD") ? new byte[0] : body(headers, input);
    return new Exchange(request.method(), request.target(), status, headers, body);
  }

  private static byte[] body(Map<String, List<String>> headers, InputStream input)
      throws IOException {
    if (headers.getOrDefault("transfer-encoding", List.of()).contains("chunked")) {
      return chunks(input);
    }
    List<String> length = headers.get("content-length");
    return length == null
        ? input.readAllBytes()
        : input.readNBytes(Integer.parseInt(length.get(0)));
  }

  private static byte[] chunks(InputStream input) throws IOException {
    var body = new ByteArrayOutputStream();
    for (int size = chunkSize(input); size > 0; size = chunkSize(input)) {
      body.writeBytes(input.readNBytes(size));
      line(input);
    }
    return body.toByteArray();
  }

  private static int chunkSize(InputStream input) throws IOException {
    return Integer.parseInt(line(input).replaceFirst(";.*", "").strip(), 16);
  }

  private static String line(InputStream input) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = input.read(); b != '\n'; b = input.read()) {
      if (b < 0) {
        throw new EOFException("the connection was closed after \"" + line + "\"");
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }
}
