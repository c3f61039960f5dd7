package org.caption4j.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Gives UTF-8 bytes to a writer. */
final class TextStream extends OutputStream {
  private static final int ROOM = 1 << 13;

  private final Writer out;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final ByteBuffer bytes = ByteBuffer.allocate(ROOM);
  private final CharBuffer characters = CharBuffer.allocate(ROOM);

  /**
   * @param out not closed
   */
  TextStream(Writer out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int count = Math.min(length - done, bytes.remaining());
      bytes.put(source, offset + done, count);
      done += count;
      decode(false);
    }
  }

  /** A character that is not whole yet stays among the bytes. */
  private void decode(boolean end) throws IOException {
    decoder.decode(bytes.flip(), characters, end);
    bytes.compact();
    out.write(characters.array(), 0, characters.position());
    characters.clear();
  }

  @Override
  public void close() throws IOException {
    decode(true);
    out.flush();
  }
}
