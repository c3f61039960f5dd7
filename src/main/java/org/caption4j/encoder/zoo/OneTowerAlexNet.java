package org.caption4j.encoder.zoo;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;

/**
 * AlexNet with one tower, as torchvision has and publishes it: five convolutions without
 * normalisation, three poolings, two dense layers of 4096.
 *
 * <p>torchvision averages the last picture to 6x6 first; that changes nothing for photos of
 * 224x224, for which the weights were made.
 *
 * @see <a href="https://arxiv.org/abs/1404.5997">Krizhevsky, One weird trick (2014)</a>
 */
final class OneTowerAlexNet {
  private static final int HIDDEN = 4096;

  private OneTowerAlexNet() {}

  static MultiLayerConfiguration configuration(int classes, int height, int width) {
    return new NeuralNetConfiguration.Builder()
        .convolutionMode(ConvolutionMode.Truncate)
        .activation(Activation.RELU)
        .list()
        .layer(convolution("conv1", 11, 4, 2, 64))
        .layer(pooling("pool1"))
        .layer(convolution("conv2", 5, 1, 2, 192))
        .layer(pooling("pool2"))
        .layer(convolution("conv3", 3, 1, 1, 384))
        .layer(convolution("conv4", 3, 1, 1, 256))
        .layer(convolution("conv5", 3, 1, 1, 256))
        .layer(pooling("pool5"))
        .layer(new DenseLayer.Builder().name("fc6").nOut(HIDDEN).build())
        .layer(new DenseLayer.Builder().name("fc7").nOut(HIDDEN).build())
        .layer(
            new OutputLayer.Builder()
                .name("fc8")
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build())
        .setInputType(InputType.convolutional(height, width, 3))
        .build();
  }

  private static Layer convolution(String name, int kernel, int stride, int padding, int channels) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .name(name)
        .stride(stride, stride)
        .padding(padding, padding)
        .nOut(channels)
        .build();
  }

  private static Layer pooling(String name) {
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
        .name(name)
        .kernelSize(3, 3)
        .stride(2, 2)
        .build();
  }
}
