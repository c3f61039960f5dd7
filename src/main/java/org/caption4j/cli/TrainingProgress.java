package org.caption4j.cli;

import java.util.List;
import org.caption4j.BadInputException;
import org.caption4j.encoder.FeatureExtractor;
import org.caption4j.train.DataCounts;
import org.caption4j.train.DataSetCounts;
import org.caption4j.train.EpochFigures;
import org.caption4j.train.SetFigures;
import org.caption4j.train.StagedTraining;

/** Shows how a training goes. */
final class TrainingProgress implements StagedTraining.Listener {
  private static final long MEGABYTE = 1 << 20;

  private final Messages err;
  private final FirstFew skipped;
  private Progress epoch;

  TrainingProgress(Messages err) {
    this.err = err;
    this.skipped = new FirstFew(err::error, "%,d photos more cannot be read, %,d in all");
  }

  @Override
  public FeatureExtractor.Listener extracting(String what, int photos) {
    return new ExtractionProgress(err, what, photos);
  }

  @Override
  public void captionsLeftOut(String data, int captions) {
    err.warning("%s: left out %,d null or blank captions".formatted(data, captions));
  }

  @Override
  public void memoryNeeded(long bytes) {
    err.printf("Training the decoder takes about %,d MB of memory.%n", bytes / MEGABYTE);
  }

  @Override
  public void ready(DataCounts counts, int vocabulary, long parameters, int epochsDone) {
    show("training", counts.train());
    show("validation", counts.validation());
    err.printf("vocabulary %,d, %,d parameters%n", vocabulary, parameters);
    if (epochsDone > 0) {
      err.printf("Going on after epoch %d.%n", epochsDone);
    }
  }

  @Override
  public void allocated(int photos, long bytes) {
    err.printf(
        "Steps of %d photos; their results and gradients take %,d MB (fewer photos with --batch, smaller ones with --photo-size)%n",
        photos, bytes / MEGABYTE);
  }

  private void show(String use, List<DataSetCounts> sets) {
    for (DataSetCounts set : sets) {
      err.printf(
          "%s: %s, %,d photos, %,d captions%s%n",
          use,
          set.annotations(),
          set.photos(),
          set.captions(),
          set.weight() == 1 ? "" : ", weight " + set.weight());
    }
  }

  @Override
  public void skipped(BadInputException fault) {
    skipped.add(fault.getMessage());
  }

  @Override
  public void epochStarted(int number, int epochs, int captions) {
    epoch = Progress.of(err, "epoch " + number + "/" + epochs, "captions", captions);
  }

  @Override
  public void batchDone(int captionsDone, double meanLoss) {
    epoch.at(
        captionsDone, String.format("loss %.3f, perplexity %.2f", meanLoss, Math.exp(meanLoss)));
  }

  @Override
  public void epochDone(EpochFigures figures, boolean best) {
    epoch.close();
    skipped.tellOthers();
    err.printf(
        "epoch %d: training loss %.3f, perplexity %.2f; validation perplexity %.2f%s%s; %.0f captions/s%n",
        figures.epoch(),
        figures.trainLoss(),
        figures.trainPerplexity(),
        figures.validationPerplexity(),
        cider(figures.validationCider()),
        best ? " (best, saved)" : "",
        figures.captionsPerSecond());
    List<SetFigures> sets = figures.validationSets();
    for (int k = 0; sets.size() > 1 && k < sets.size(); k++) {
      err.printf(
          "  validation set %d: perplexity %.2f%s%n",
          k + 1, sets.get(k).perplexity(), cider(sets.get(k).cider()));
    }
  }

  private static String cider(Double value) {
    return value == null ? "" : String.format(", CIDEr %.3f", value);
  }
}
