package org.caption4j.train;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.caption4j.AsideFile;
import org.caption4j.BadInputException;
import org.caption4j.RunLock;
import org.caption4j.captioner.BundleConfig;
import org.caption4j.captioner.ModelBundle;

/**
 * The folder that a training writes, from its beginning to its end for this training alone. Whoever
 * has it open may open it again in the same thread, as the stages of a training do.
 */
public final class TrainingFolder implements AutoCloseable {
  static final String CHECKPOINT = "checkpoint.safetensors";
  static final String FIGURES = "training.csv";
  static final String CURVES = "training.png";

  private final Path out;
  private final boolean made;
  private final RunLock lock;

  private TrainingFolder(Path out, boolean made, RunLock lock) {
    this.out = out;
    this.made = made;
    this.lock = lock;
  }

  /**
   * Opens a folder, and removes the unfinished files that a killed training left there.
   *
   * @param out made if it does not exist
   * @param resume whether its training is gone on with, if there is one
   * @throws BadInputException if another training is at work there, or what it made stands there
   *     and is not to be gone on with
   * @throws IOException if the folder cannot be written
   */
  public static TrainingFolder open(Path out, boolean resume) throws IOException {
    requireNoOther(out, resume);
    boolean made = Files.notExists(out);
    TrainingFolder opened = new TrainingFolder(out, made, RunLock.ofFolder(out));
    try {
      requireNoOther(out, resume); // somebody may have finished meanwhile
      AsideFile.removeLeftovers(out);
      return opened;
    } catch (IOException e) {
      opened.close();
      throw e;
    }
  }

  /**
   * Guards a finished or interrupted training, or a model without one, against another in its
   * place.
   *
   * @param out an output folder, which need not exist
   * @param resume whether the training that stands there is gone on with
   * @throws BadInputException if something stands there that would be lost
   */
  public static void requireNoOther(Path out, boolean resume) throws BadInputException {
    if (Files.exists(out.resolve(CHECKPOINT))) {
      if (!resume) {
        throw new BadInputException(
            out
                + ": a training stands here already; continue it with --resume, or choose another folder");
      }
    } else if (Files.exists(out.resolve(BundleConfig.FILE))) {
      throw new BadInputException(
          "%s: a model without the checkpoint of a training stands here (%s): not overwritten; choose another folder"
              .formatted(out, BundleConfig.FILE));
    }
  }

  /** Returns the files that trainings write in a folder, whether they are there or not. */
  public static List<Path> files(Path out) {
    return Stream.concat(
            ModelBundle.FILES.stream(),
            Stream.of(
                BundleConfig.FILE,
                CHECKPOINT,
                FIGURES,
                CURVES,
                FineTuning.ENCODER,
                Distillation.ENCODER,
                Distillation.HEADS))
        .distinct()
        .map(out::resolve)
        .toList();
  }

  /** Leaves the folder to others; one that was made for nothing goes away. */
  @Override
  public void close() throws IOException {
    lock.close();
    if (made) {
      try {
        Files.deleteIfExists(out);
      } catch (DirectoryNotEmptyException e) {
        return; // as it should be
      }
    }
  }
}
