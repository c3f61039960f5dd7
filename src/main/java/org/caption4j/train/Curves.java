package org.caption4j.train;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.caption4j.AtomicFile;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Figures of epochs as lines in a picture. */
final class Curves {
  private final XYChart chart;

  /**
   * @param title above the picture
   * @param axis beside it
   * @param numberFormat as {@link java.text.DecimalFormat} has it
   */
  Curves(String title, String axis, String numberFormat) {
    chart =
        new XYChartBuilder()
            .width(800)
            .height(500)
            .title(title)
            .xAxisTitle("epoch")
            .yAxisTitle(axis)
            .build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setXAxisDecimalPattern("0");
    chart.getStyler().setYAxisDecimalPattern(numberFormat);
  }

  /**
   * Adds a line.
   *
   * @param name in the legend
   * @param values of the epochs, from the first on
   */
  void add(String name, double[] values) {
    double[] epochs = IntStream.rangeClosed(1, values.length).asDoubleStream().toArray();
    chart.addSeries(name, epochs, values).setMarker(SeriesMarkers.CIRCLE);
  }

  /** Writes the picture as PNG. */
  void write(Path file) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    BitmapEncoder.saveBitmap(chart, png, BitmapEncoder.BitmapFormat.PNG);
    AtomicFile.write(file, png.toByteArray());
  }
}
