package org.caption4j.tensor.keras;

import io.jhdf.api.Node;
import io.jhdf.api.WritableAttributeImpl;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.message.DataSpace;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** An attribute of no elements: float64, as h5py and so Keras writes an empty list. */
final class EmptyList extends WritableAttributeImpl {
  EmptyList(String name, Node node) {
    super(name, node, 0.0);
  }

  @Override
  public DataSpace getDataSpace() {
    return DataSpace.modifyDimensions(DataSpace.fromObject(new double[1]), new long[] {0});
  }

  @Override
  public DataType getDataType() {
    return new NoNumbers();
  }

  /** The type float64, of which the library cannot write no numbers. */
  private static final class NoNumbers extends FloatingPoint {
    NoNumbers() {
      super(FloatingPoint.DOUBLE.toBuffer().order(ByteOrder.LITTLE_ENDIAN));
    }

    @Override
    public ByteBuffer encodeData(Object data) {
      return ByteBuffer.allocate(0);
    }
  }
}
