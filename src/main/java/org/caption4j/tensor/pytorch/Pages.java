package org.caption4j.tensor.pytorch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.List;
import java.util.Optional;
import org.caption4j.tensor.MappedArray;

/**
 * A file's pages. Up to 2 GB they are one mapping, since a system allows a process only so many.
 *
 * @param whole the file as one mapping, if it is small enough
 */
record Pages(FileChannel channel, Optional<ByteBuffer> whole) {
  static Pages of(FileChannel channel) throws IOException {
    long size = channel.size();
    return new Pages(
        channel,
        size > Integer.MAX_VALUE
            ? Optional.empty()
            : Optional.of(channel.map(MapMode.READ_ONLY, 0, size)));
  }

  /** Returns these bytes, little-endian. */
  List<ByteBuffer> at(Extent extent) throws IOException {
    if (whole.isEmpty()) {
      return MappedArray.pages(channel, extent.begin(), extent.end());
    }
    ByteBuffer bytes = whole.get().slice((int) extent.begin(), (int) extent.bytes());
    return List.of(bytes.order(ByteOrder.LITTLE_ENDIAN));
  }
}
