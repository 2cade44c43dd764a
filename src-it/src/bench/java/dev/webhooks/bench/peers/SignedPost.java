package dev.webhooks.bench.peers;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * The job itself: sign the body and post it to one of a hundred hosts, with a pooled blocking
 * client.
 */
final class SignedPost {
  private static final SecretKeySpec KEY =
      new SecretKeySpec("whsec_benchmark_secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256");

  private final int port;
  private final CloseableHttpClient client;

  SignedPost(int port, int connections) {
    this.port = port;
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(Math.max(connections, 256))
                    .setMaxConnPerRoute(Math.max(connections, 32))
                    .build())
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableContentCompression()
            .disableRedirectHandling()
            .build();
  }

  void send(int endpoint, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    long timestamp = System.currentTimeMillis() / 1000;
    var post =
        new HttpPost(URI.create("http://127.0.0." + (1 + endpoint % 100) + ":" + port + "/peer"));
    post.setHeader("X-Webhook-Timestamp", Long.toString(timestamp));
    post.setHeader("X-Webhook-Signature", "sha256=" + sign(timestamp, bytes));
    post.setEntity(new ByteArrayEntity(bytes, ContentType.APPLICATION_JSON));
    try {
      int status =
          client.execute(
              post,
              response -> {
                response.getEntity().getContent().readAllBytes();
                return response.getCode();
              });
      if (status / 100 != 2) {
        throw new IllegalStateException("status " + status);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sign(long timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(KEY);
      mac.update((timestamp + ".").getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
