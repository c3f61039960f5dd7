package org.caption4j.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Part a: VGG16 from pixels to fc7, by four libraries with the same weights. */
final class PhotoToVector implements Part {
  private static final int[] BATCHES = {1, 8};

  @Override
  public Section measure(int rounds) throws IOException {
    List<String> remarks = new ArrayList<>();
    List<Table> tables = new ArrayList<>();
    try (OwnVgg16 own = new OwnVgg16();
        Vgg16 onnx = new OnnxVgg16(own.weights());
        Vgg16 torch = new TorchVgg16(own.weights());
        Vgg16 dl4j = new Dl4jVgg16(own.weights())) {
      remarks.add(
          "From [n, 3, 224, 224] numbers to [n, 4096], random weights, the same for all;"
              + " each library has its photos in its own form before the clock starts.");
      for (int batch : BATCHES) {
        Nd4j.getRandom().setSeed(1);
        INDArray photos =
            Nd4j.randn(DataType.FLOAT, batch, 3, Vgg16Weights.SIDE, Vgg16Weights.SIDE);
        float[] expected = own.encoding(photos).encode();
        List<Competitor> competitors = new ArrayList<>();
        for (Vgg16 each : List.of(own, onnx, torch, dl4j)) {
          Vgg16.Encoding encoding = each.encoding(photos);
          Agreement agreement = Agreement.of(expected, encoding.encode()).require(each.name());
          if (each != own && batch == BATCHES[0]) {
            remarks.add(each.name() + " beside this project: " + agreement + ".");
          }
          competitors.add(new Competitor(each.name(), 1.0 / batch, encoding::encode));
        }
        competitors.add(MatrixProduct.LARGE.asLimitOf(own.weights().operations()));
        List<Standing> standings = new Contest(competitors).hold(rounds);
        String title = batch == 1 ? "One photo at a time" : batch + " photos at once";
        tables.add(Table.of(title, "s a photo", standings));
      }
    }
    return new Section("Photo to fc7 of VGG16", remarks, tables);
  }
}
