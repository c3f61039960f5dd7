package org.caption4j.pretrained;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers each request with the same bytes, and then does something rude. */
final class RawServer implements AutoCloseable {
  final AtomicInteger requests = new AtomicInteger();
  private final ServerSocket server;

  /** What comes after the bytes. */
  @FunctionalInterface
  interface End {
    void of(Socket socket) throws IOException, InterruptedException;
  }

  /** Ends the connection at once, with a reset. */
  static final End RESET = socket -> socket.setSoLinger(true, 0);

  /** Says no more. */
  static final End STALL = socket -> Thread.sleep(60_000);

  RawServer(String answer, End end) throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> listen(answer, end));
    thread.setDaemon(true);
    thread.start();
  }

  String address() {
    return "http://127.0.0.1:%d/model.bin".formatted(server.getLocalPort());
  }

  private void listen(String answer, End end) {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread thread = new Thread(() -> answer(socket, answer, end));
        thread.setDaemon(true);
        thread.start();
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void answer(Socket given, String answer, End end) {
    try (Socket socket = given;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        if (line.startsWith("GET ")) {
          requests.incrementAndGet();
        }
      }
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      end.of(socket);
    } catch (IOException | InterruptedException e) {
      // the client went away
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
