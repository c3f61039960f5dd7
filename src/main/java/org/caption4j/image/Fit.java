package org.caption4j.image;

/** How a photo of any shape becomes one of a network's shape. */
public enum Fit {
  /** Both sides are resized, whatever that does to the proportions; nothing is lost. */
  SQUASH,
  /** The short side is resized, the long side in proportion, and the centre is cut out. */
  CROP
}
