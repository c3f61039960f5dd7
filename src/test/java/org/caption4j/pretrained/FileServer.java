package org.caption4j.pretrained;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** A real web server on this machine that serves one file, as badly as it is told to. */
final class FileServer implements AutoCloseable {
  final AtomicInteger requests = new AtomicInteger();
  final AtomicLong bytesServed = new AtomicLong();
  final List<String> ranges = new CopyOnWriteArrayList<>();
  volatile byte[] content;
  volatile String etag = "\"one\"";
  volatile String location = "/elsewhere";
  volatile Ranges policy = Ranges.HONOURED;

  /** Holds back what comes after the cut, until it is counted down. */
  volatile CountDownLatch gate = new CountDownLatch(0);

  private final Deque<Integer> statuses = new ConcurrentLinkedDeque<>();
  private final Deque<Integer> cuts = new ConcurrentLinkedDeque<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  enum Ranges {
    HONOURED,
    IGNORED
  }

  FileServer(byte[] content) throws IOException {
    this(content, HttpServer.create(local(), 0));
  }

  FileServer(byte[] content, HttpServer server) {
    this.content = content;
    this.server = server;
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  static InetSocketAddress local() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  String address() {
    return "%s://127.0.0.1:%d/files/model.bin"
        .formatted(server instanceof HttpsServer ? "https" : "http", server.getAddress().getPort());
  }

  /** The next answers are these statuses, without a body. */
  FileServer answers(Integer... next) {
    statuses.addAll(Arrays.asList(next));
    return this;
  }

  /** The next answers drop the connection after so many bytes of their bodies. */
  FileServer cuts(Integer... next) {
    cuts.addAll(Arrays.asList(next));
    return this;
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    try (exchange) {
      Integer status = statuses.poll();
      if (status != null) {
        if (status / 100 == 3) {
          exchange.getResponseHeaders().set("Location", location);
        }
        exchange.sendResponseHeaders(status, -1);
      } else {
        send(exchange, start(exchange));
      }
    }
  }

  private int start(HttpExchange exchange) {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(String.valueOf(range));
    boolean same = etag.equals(exchange.getRequestHeaders().getFirst("If-Range"));
    return policy == Ranges.HONOURED && range != null && same
        ? Integer.parseInt(range.replaceAll("[^0-9]", ""))
        : 0;
  }

  private void send(HttpExchange exchange, int from) throws IOException {
    byte[] bytes = content;
    exchange.getResponseHeaders().set("ETag", etag);
    if (from >= bytes.length) {
      exchange.getResponseHeaders().set("Content-Range", "bytes */" + bytes.length);
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    if (from > 0) {
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(from, bytes.length - 1, bytes.length));
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, bytes.length - from);
    Integer cut = cuts.poll();
    int to = cut == null ? bytes.length : Math.min(bytes.length, from + cut);
    int middle = (from + to) / 2;
    OutputStream body = exchange.getResponseBody();
    write(body, bytes, from, middle);
    try {
      gate.await();
    } catch (InterruptedException e) {
      return; // the server is closed
    }
    write(body, bytes, middle, to);
  }

  private void write(OutputStream body, byte[] bytes, int from, int to) throws IOException {
    body.write(bytes, from, to - from);
    body.flush();
    bytesServed.addAndGet(to - from);
  }

  String rangesAsked() {
    return ranges.stream().collect(Collectors.joining(" "));
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }

  static FileServer of(byte[] content) {
    try {
      return new FileServer(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
