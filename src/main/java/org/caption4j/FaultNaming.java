package org.caption4j;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A stream whose faults name the file, which those of the system do not. Closes nothing. */
final class FaultNaming extends OutputStream {
  private final WritableByteChannel channel;
  private final WrittenFile file;

  FaultNaming(WritableByteChannel channel, WrittenFile file) {
    this.channel = channel;
    this.file = file;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
    try {
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    } catch (IOException e) {
      throw file.fault(e);
    }
  }
}
