package org.caption4j.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A browser without a window, driven through its DevTools protocol: one tab, real keys, and
 * whatever it complains about.
 */
public final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "chrome");
  private static final int SECONDS = 30;

  private final ObjectMapper json = new ObjectMapper();
  private final Process process;
  private final WebSocket tab;
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();
  private int asked;

  private Chromium(Process process, Path profile) throws IOException, InterruptedException {
    this.process = process;
    HttpClient http = HttpClient.newHttpClient();
    this.tab =
        http.newWebSocketBuilder()
            .buildAsync(URI.create(address(http, port(profile))), new Listener())
            .join();
    ask("Runtime.enable", Map.of());
    ask("Log.enable", Map.of());
  }

  public static Optional<Path> onPath() {
    return NAMES.stream()
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * @param profile an empty folder
   */
  public static Chromium start(Path program, Path profile)
      throws IOException, InterruptedException {
    ProcessBuilder command =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1200,900",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    command.environment().put("TMPDIR", profile.toString()); // leaves nothing elsewhere
    Process process = command.start();
    try {
      return new Chromium(process, profile);
    } catch (IOException | InterruptedException | RuntimeException e) {
      kill(process);
      throw e;
    }
  }

  /** The browser writes its port into a file once it listens. */
  private static String port(Path profile) throws IOException, InterruptedException {
    Path file = profile.resolve("DevToolsActivePort");
    waitFor("the browser's port", () -> file.toFile().length() > 0);
    return Files.readAllLines(file).get(0);
  }

  private String address(HttpClient http, String port) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
    for (JsonNode target : json.readTree(http.send(request, BodyHandlers.ofString()).body())) {
      if (target.get("type").textValue().equals("page")) {
        return target.get("webSocketDebuggerUrl").textValue();
      }
    }
    throw new IOException("the browser has no tab");
  }

  /** Opens a page anew and waits until it is loaded; forgets earlier complaints. */
  public void open(URI address) throws InterruptedException {
    ask("Page.navigate", Map.of("url", "about:blank"));
    complaints.clear();
    ask("Page.navigate", Map.of("url", address.toString()));
    waitUntil("location.href !== 'about:blank' && document.readyState === 'complete'");
  }

  /** Returns what an expression, or the promise that it is, comes to. */
  public JsonNode evaluate(String expression) {
    JsonNode answer =
        ask(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.get("result").path("value");
  }

  /** Returns the texts of the elements that a selector finds. */
  public List<String> texts(String selector) {
    return strings(
        "[...document.querySelectorAll('%s')].map((e) => e.textContent)".formatted(selector));
  }

  /** Returns a list of strings that an expression comes to. */
  public List<String> strings(String expression) {
    List<String> strings = new ArrayList<>();
    evaluate(expression).forEach(text -> strings.add(text.textValue()));
    return strings;
  }

  public void waitUntil(String expression) throws InterruptedException {
    waitFor(expression, () -> evaluate(expression).asBoolean());
  }

  /** Types on the keyboard, into whatever has the focus. */
  public void type(String text) {
    text.codePoints().forEach(key -> press(Character.toString(key), Character.toString(key), 0));
  }

  public void pressTab() {
    press("Tab", "", 9);
  }

  public void pressSpace() {
    press(" ", " ", 32);
  }

  private void press(String key, String text, int code) {
    for (String type : List.of("keyDown", "keyUp")) {
      ask(
          "Input.dispatchKeyEvent",
          Map.of(
              "type",
              type,
              "key",
              key,
              "text",
              type.equals("keyDown") ? text : "",
              "windowsVirtualKeyCode",
              code));
    }
  }

  /** Errors, warnings and messages of the page since it was opened. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  private JsonNode ask(String method, Map<String, Object> parameters) {
    int id = ++asked;
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    ObjectNode question = json.createObjectNode().put("id", id).put("method", method);
    question.set("params", json.valueToTree(parameters));
    tab.sendText(question.toString(), true).join();
    return answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
  }

  private void told(JsonNode message) {
    if (message.has("id")) {
      CompletableFuture<JsonNode> answer = answers.remove(message.get("id").intValue());
      if (message.has("result")) {
        answer.complete(message.get("result"));
      } else {
        answer.completeExceptionally(new AssertionError(message.toString()));
      }
    } else if (List.of("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")
        .contains(message.get("method").textValue())) {
      complaints.add(message.get("params").toString());
    }
  }

  private static void waitFor(String what, BooleanSupplier happened) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!happened.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain for " + what);
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @Override
  public void close() {
    tab.abort();
    kill(process);
  }

  /** The browser is many processes, some of which outlive the first for a moment. */
  private static void kill(Process process) {
    List<ProcessHandle> all = new ArrayList<>(process.toHandle().descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(each -> each.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join());
  }

  /** Puts messages together, which come in parts. */
  private final class Listener implements WebSocket.Listener {
    private final StringBuilder parts = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      parts.append(part);
      if (last) {
        try {
          told(json.readTree(parts.toString()));
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
        parts.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }
}
