package org.caption4j.pretrained;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caption4j.BadInputException;
import org.caption4j.pretrained.NetworkFault.Outlook;
import org.caption4j.pretrained.PartFile.Note;

/** Brings one source's file into its part file, in several tries if need be. */
final class Download {
  private static final int CHUNK = 1 << 16;
  private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-\\d+/(\\d{1,18}|\\*)");
  private static final Pattern UNSATISFIED = Pattern.compile("bytes \\*/(\\d{1,18})");

  private final Source source;
  private final PartFile part;
  private final DownloadSettings settings;
  private final FetchListener listener;

  Download(Source source, PartFile part, DownloadSettings settings, FetchListener listener) {
    this.source = source;
    this.part = part;
    this.settings = settings;
    this.listener = listener;
  }

  /**
   * Returns when all bytes are in the part file. Their checksum is still to be compared.
   *
   * @throws SourceFailure if the source does not give them
   * @throws BadInputException if the disk does not take them, or the thread is to stop; what has
   *     come stays, and the next call goes on there
   */
  void complete() throws IOException {
    for (int failed = 0; !part.isComplete(); ) {
      try {
        ask();
        return;
      } catch (SourceFailure | BadInputException e) {
        throw e;
      } catch (IOException e) {
        NetworkFault fault = NetworkFault.of(e, settings);
        failed++;
        if (fault.outlook() == Outlook.LASTING || failed == settings.tries()) {
          String tries = failed > 1 ? " (tried %d times)".formatted(failed) : "";
          throw new SourceFailure(fault.reason() + tries, e);
        }
        rest(fault.reason(), settings.waitMillis(failed));
      }
    }
  }

  private void rest(String reason, long millis) throws BadInputException {
    listener.retrying(source, reason, millis);
    try {
      settings.pause().millis(millis);
    } catch (InterruptedException e) {
      throw Disk.interrupted(e);
    }
  }

  private void ask() throws IOException {
    HttpURLConnection connection =
        HttpGet.open(source.location().orElseThrow(), headers(), settings);
    try {
      int status = connection.getResponseCode();
      switch (status) {
        case 200 -> receiveAll(connection);
        case 206 -> receiveRest(connection);
        case 416 -> outOfRange(connection);
        default -> throw refused(status, connection.getResponseMessage());
      }
    } finally {
      connection.disconnect();
    }
  }

  /** Without a validator nobody can tell whether the rest belongs to the bytes that are here. */
  private Map<String, String> headers() throws BadInputException {
    Map<String, String> headers = new LinkedHashMap<>();
    String validator = part.note().validator();
    if (part.size() > 0 && validator != null) {
      headers.put("Range", "bytes=" + part.size() + "-");
      headers.put("If-Range", validator);
    }
    return headers;
  }

  private void receiveAll(HttpURLConnection connection) throws IOException {
    long total = connection.getContentLengthLong();
    part.begin(new Note(validator(connection), total));
    receive(connection, total);
  }

  private void receiveRest(HttpURLConnection connection) throws IOException {
    Matcher range =
        RANGE.matcher(Optional.ofNullable(connection.getHeaderField("Content-Range")).orElse(""));
    Note note = part.note();
    if (note.validator() == null) {
      throw new SourceFailure("HTTP 206, though the whole file was asked for");
    }
    boolean changed = validator(connection).filter(now -> differs(now, note)).isPresent();
    if (changed || !range.matches() || Long.parseLong(range.group(1)) != part.size()) {
      part.discard();
      throw new IOException("the file on the server has changed");
    }
    receive(connection, range.group(2).equals("*") ? note.total() : Long.parseLong(range.group(2)));
  }

  private void outOfRange(HttpURLConnection connection) throws IOException {
    Matcher length =
        UNSATISFIED.matcher(
            Optional.ofNullable(connection.getHeaderField("Content-Range")).orElse(""));
    if (length.matches() && Long.parseLong(length.group(1)) == part.size()) {
      part.finish(); // the last byte had come already
    } else {
      part.discard();
      throw new IOException("the file on the server has changed");
    }
  }

  /** A weak ETag does not promise equal bytes. */
  private static Optional<String> validator(HttpURLConnection connection) {
    return Optional.ofNullable(connection.getHeaderField("ETag"))
        .filter(tag -> !tag.startsWith("W/"))
        .or(() -> Optional.ofNullable(connection.getHeaderField("Last-Modified")));
  }

  /** An ETag, which is quoted, and a date cannot be compared. */
  private static boolean differs(String now, Note then) {
    boolean comparable = now.startsWith("\"") == then.validator().startsWith("\"");
    return comparable && !now.equals(then.validator());
  }

  private static IOException refused(int status, String message) {
    String reason = "HTTP " + status + (message == null ? "" : " " + message);
    boolean passing = status >= 500 || status == 429 || status == 408;
    return passing ? new IOException(reason) : new SourceFailure(reason);
  }

  /**
   * @param total length of the whole file, -1 if unknown
   */
  private void receive(HttpURLConnection connection, long total) throws IOException {
    long at = part.size();
    long expected = total >= 0 ? total : source.bytes();
    requireExpected(Math.max(at, total));
    // what is missing, and the converted copy
    Disk.requireSpace(part.file().getParent(), expected - at + expected, source.weights());
    listener.started(source, expected > 0 ? expected : -1, at);
    byte[] chunk = new byte[CHUNK];
    MinimumRate.Watch rate = settings.slowest().watch();
    try (InputStream in = connection.getInputStream();
        OutputStream out = part.append()) {
      for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
        if (Thread.currentThread().isInterrupted()) {
          throw Disk.interrupted(new InterruptedException());
        }
        out.write(chunk, 0, length);
        at += length;
        requireExpected(at);
        rate.received(length);
        listener.progress(at);
      }
    }
    if (total < 0) {
      part.finish();
    } else if (at < total) {
      throw new IOException("the connection dropped after %d of %d bytes".formatted(at, total));
    } else if (at > total) {
      part.discard();
      throw new IOException("expected %d bytes but found more".formatted(total));
    }
  }

  private void requireExpected(long length) throws IOException {
    if (length > source.longest()) {
      part.discard();
      throw new SourceFailure(
          "expected about %,d bytes but found more than %,d"
              .formatted(source.bytes(), source.longest()));
    }
  }
}
