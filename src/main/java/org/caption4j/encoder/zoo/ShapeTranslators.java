package org.caption4j.encoder.zoo;

import org.caption4j.encoder.node.Crop;
import org.caption4j.encoder.node.Pad;
import org.caption4j.encoder.node.SpaceToDepth;
import org.caption4j.encoder.node.Upsample;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;

/** Layers that only move numbers. */
final class ShapeTranslators {
  private ShapeTranslators() {}

  static void register(Translators.Registry registry) {
    registry.put(ZeroPaddingLayer.class, ShapeTranslators::pad);
    registry.put(Cropping2D.class, ShapeTranslators::crop);
    registry.put(
        SpaceToDepthLayer.class,
        (layer, step, to) ->
            to.add(new SpaceToDepth(step.name(), step.input(), layer.getBlockSize())));
    registry.put(
        Upsampling2D.class,
        (layer, step, to) ->
            to.add(
                new Upsample(step.name(), step.input(), layer.getSize()[0], layer.getSize()[1])));
  }

  private static void pad(ZeroPaddingLayer layer, Step step, Translation to) {
    int[] p = layer.getPadding();
    to.add(new Pad(step.name(), step.input(), p[0], p[1], p[2], p[3]));
  }

  private static void crop(Cropping2D layer, Step step, Translation to) {
    int[] c = layer.getCropping();
    to.add(new Crop(step.name(), step.input(), c[0], c[1], c[2], c[3]));
  }
}
