package org.caption4j.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * VGG16 by PyTorch's operations. No weight wants a gradient, so that PyTorch keeps no record for
 * one.
 */
final class TorchVgg16 implements Vgg16 {
  private static final Shape ONE = new Shape(1, 1);
  private static final Shape TWO = new Shape(2, 2);
  private static final Shape ZERO = new Shape(0, 0);

  private final NDManager manager = Torch.manager();
  private final List<Layer> convolutions;
  private final List<Layer> dense;

  private record Layer(NDArray kernel, NDArray bias) {}

  TorchVgg16(Vgg16Weights weights) {
    convolutions =
        weights.convolutions().stream()
            .map(
                layer ->
                    new Layer(
                        Torch.copy(manager, layer.kernel()), Torch.copy(manager, layer.bias())))
            .toList();
    dense =
        weights.dense().stream()
            .map(
                layer ->
                    new Layer(
                        Torch.transpose(manager, layer.kernel()),
                        Torch.copy(manager, layer.bias())))
            .toList();
  }

  @Override
  public String name() {
    return "PyTorch through DJL";
  }

  @Override
  public Encoding encoding(INDArray photos) {
    NDArray pixels = Torch.copy(manager, photos);
    return () -> {
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        return encode(pixels).toFloatArray();
      }
    };
  }

  private NDArray encode(NDArray pixels) {
    NDArray x = pixels;
    int layer = 0;
    for (int block : Vgg16Weights.BLOCKS) {
      for (int k = 0; k < block; k++) {
        Layer each = convolutions.get(layer++);
        x = Conv2d.conv2d(x, each.kernel(), each.bias(), ONE, ONE).singletonOrThrow();
        x = Activation.relu(x);
      }
      x = Pool.maxPool2d(x, TWO, TWO, ZERO, false);
    }
    x = x.reshape(pixels.getShape().get(0), -1);
    for (Layer each : dense) {
      x = Activation.relu(Linear.linear(x, each.kernel(), each.bias()).singletonOrThrow());
    }
    return x;
  }

  @Override
  public void close() {
    manager.close();
  }
}
