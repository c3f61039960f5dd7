package org.caption4j.image;

/** Which colour plane comes first. */
public enum ChannelOrder {
  /** Red, green, blue: torchvision, TensorFlow. */
  RGB,
  /** Blue, green, red: Caffe, and the Keras networks that were trained there. */
  BGR
}
