package org.caption4j.tensor.pytorch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Writes zips as PyTorch does: entries stored, their contents aligned by a field of padding, sizes
 * behind the contents. Files up to 4 GB.
 */
final class TorchZip {
  private static final int ALIGNMENT = 64;
  private static final int SIZES_BEHIND_AND_UTF8 = 0x0808;
  private static final int LOCAL_BYTES = 30;
  private static final int PADDING_HEAD = 4;

  private final FileChannel channel;
  private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
  private int entries;

  TorchZip(FileChannel channel) {
    this.channel = channel;
  }

  /** Something that is written piece by piece. */
  interface Content {
    void writeTo(Sink sink) throws IOException;
  }

  /** Takes all that remains in the bytes. */
  interface Sink {
    void write(ByteBuffer bytes) throws IOException;
  }

  void entry(String name, byte[] content) throws IOException {
    entry(name, sink -> sink.write(ByteBuffer.wrap(content)));
  }

  void entry(String name, Content content) throws IOException {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    long header = channel.position();
    long unpadded = header + LOCAL_BYTES + text.length + PADDING_HEAD;
    int padding = (int) (-unpadded & (ALIGNMENT - 1));
    ByteBuffer local = allocate(LOCAL_BYTES + text.length + PADDING_HEAD + padding);
    local.putInt(0x04034b50).putShort((short) 0).putShort((short) SIZES_BEHIND_AND_UTF8);
    local.position(26).putShort((short) text.length).putShort((short) (PADDING_HEAD + padding));
    local.put(text).put((byte) 'F').put((byte) 'B').putShort((short) padding);
    while (local.hasRemaining()) {
      local.put((byte) 'Z');
    }
    writeFully(local.flip());
    CRC32 crc = new CRC32();
    long begin = channel.position();
    content.writeTo(
        bytes -> {
          crc.update(bytes.duplicate());
          writeFully(bytes);
        });
    int size = Math.toIntExact(channel.position() - begin);
    ByteBuffer behind = allocate(16).putInt(0x08074b50).putInt((int) crc.getValue());
    writeFully(behind.putInt(size).putInt(size).flip());
    byte[] place = new byte[46 + text.length];
    ByteBuffer listed = ByteBuffer.wrap(place).order(ByteOrder.LITTLE_ENDIAN);
    listed.putInt(0x02014b50).putInt(0);
    listed.putShort((short) SIZES_BEHIND_AND_UTF8).position(16).putInt((int) crc.getValue());
    listed.putInt(size).putInt(size).putShort((short) text.length);
    listed.position(42).putInt((int) header).put(text);
    directory.writeBytes(place);
    entries++;
  }

  void finish() throws IOException {
    long begin = channel.position();
    writeFully(ByteBuffer.wrap(directory.toByteArray()));
    ByteBuffer end = allocate(22).putInt(0x06054b50).putInt(0);
    end.putShort((short) entries).putShort((short) entries);
    writeFully(end.putInt(directory.size()).putInt((int) begin).putShort((short) 0).flip());
  }

  private void writeFully(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static ByteBuffer allocate(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
