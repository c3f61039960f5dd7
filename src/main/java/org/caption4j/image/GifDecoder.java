package org.caption4j.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import javax.imageio.metadata.IIOMetadataNode;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacv.Java2DFrameUtils;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Draws the first frame of a GIF on its screen, white wherever the frame is transparent or absent.
 *
 * <p>OpenCV's build reads no GIF; the JDK's reader does.
 */
final class GifDecoder {
  private static final String FRAME_METADATA = "javax_imageio_gif_image_1.0";

  /**
   * @param file a whole GIF
   * @param screen its size
   */
  Pixels decode(byte[] file, Size screen) throws DamagedFileException {
    return JavaDecoder.with(
        file,
        Format.GIF,
        reader -> {
          IIOMetadataNode metadata =
              (IIOMetadataNode) reader.getImageMetadata(0).getAsTree(FRAME_METADATA);
          IIOMetadataNode place =
              (IIOMetadataNode) metadata.getElementsByTagName("ImageDescriptor").item(0);
          int left = Integer.parseInt(place.getAttribute("imageLeftPosition"));
          int top = Integer.parseInt(place.getAttribute("imageTopPosition"));
          return drawn(reader.read(0), left, top, screen);
        });
  }

  @SuppressWarnings("try") // the scope collects what is made in it
  private static Pixels drawn(BufferedImage frame, int left, int top, Size screen) {
    BufferedImage picture =
        new BufferedImage(
            (int) screen.width(), (int) screen.height(), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    graphics.drawImage(frame, left, top, null);
    graphics.dispose();
    try (PointerScope scope = new PointerScope();
        Mat mat = Java2DFrameUtils.toMat(picture)) {
      return new Pixels(
          picture.getWidth(),
          picture.getHeight(),
          RgbSamples.of(OpenCvDecoder.samples(mat), mat.channels(), Alpha.NONE));
    }
  }
}
