package org.caption4j.train;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.caption4j.AtomicFile;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The course of a training as a picture: {@code training.png}. */
final class TrainingCurves {
  private TrainingCurves() {}

  static void write(Path file, List<EpochFigures> history) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(800)
            .height(500)
            .title("Perplexity")
            .xAxisTitle("epoch")
            .yAxisTitle("perplexity")
            .build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setLegendPosition(LegendPosition.InsideNE);
    chart.getStyler().setDecimalPattern("0");
    add(chart, "training, with dropout", history, EpochFigures::trainPerplexity);
    add(chart, "validation", history, EpochFigures::validationPerplexity);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    BitmapEncoder.saveBitmap(chart, png, BitmapEncoder.BitmapFormat.PNG);
    AtomicFile.write(file, png.toByteArray());
  }

  private static void add(
      XYChart chart,
      String name,
      List<EpochFigures> history,
      ToDoubleFunction<EpochFigures> value) {
    double[] epochs = history.stream().mapToDouble(EpochFigures::epoch).toArray();
    double[] values = history.stream().mapToDouble(value).toArray();
    chart.addSeries(name, epochs, values).setMarker(SeriesMarkers.CIRCLE);
  }
}
