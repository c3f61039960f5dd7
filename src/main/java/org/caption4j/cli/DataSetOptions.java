package org.caption4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caption4j.BadInputException;
import org.caption4j.FilePart;
import org.caption4j.train.CaptionedFolder;
import org.caption4j.train.UnreadPhotos;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The data sets of a training. */
final class DataSetOptions {
  @ArgGroup(exclusive = false, multiplicity = "1..*")
  private List<TrainingSet> training;

  @ArgGroup(exclusive = false, multiplicity = "1..*")
  private List<ValidationSet> validation;

  @Option(
      names = "--allow-missing",
      description =
          "train on the photos that can be read, however many cannot (default: at most one in a hundred of a data set)",
      showDefaultValue = Visibility.NEVER)
  private boolean allowMissing;

  @Mixin private OutsideOption outside;

  /** One data set to train on. */
  private static final class TrainingSet {
    @Option(
        names = "--annotations",
        paramLabel = "FILE",
        required = true,
        description =
            "training captions; several data sets are given one after the other: --annotations A --images DIRA --annotations B --images DIRB")
    private String annotations;

    @Option(
        names = "--images",
        paramLabel = "DIR",
        required = true,
        description = "folder of their photos")
    private Path images;

    @Bounds(max = 1000)
    @Option(
        names = "--weight",
        paramLabel = "X",
        description =
            "how often an epoch takes each of these captions: 2 for twice, 0.5 for a random half (default: 1)",
        showDefaultValue = Visibility.NEVER)
    private double weight = 1;
  }

  /** One data set to choose the best epoch by. */
  private static final class ValidationSet {
    @Option(
        names = "--val-annotations",
        paramLabel = "FILE",
        required = true,
        description =
            "captions that the best epoch is chosen by, never trained on; several data sets as with --annotations, and the mean of their figures counts")
    private String annotations;

    @Option(
        names = "--val-images",
        paramLabel = "DIR",
        description =
            "folder of their photos (default: --images of the training set at the same position, or of the only one)")
    private Path images;
  }

  /**
   * Returns the data sets to train on, in order.
   *
   * @throws IllegalArgumentException if a weight is out of its range
   */
  List<CaptionedFolder> training() {
    return training.stream()
        .map(set -> new CaptionedFolder(set.annotations, set.images, set.weight, outside.reach()))
        .toList();
  }

  /**
   * Returns the data sets to choose the best epoch by, in order.
   *
   * @throws ParameterException if it is not clear which folder one's photos are in
   */
  List<CaptionedFolder> validation(CommandLine command) {
    List<CaptionedFolder> folders = new ArrayList<>();
    for (int k = 0; k < validation.size(); k++) {
      ValidationSet set = validation.get(k);
      Path images = set.images != null ? set.images : trainingImages(k, command);
      folders.add(new CaptionedFolder(set.annotations, images, 1, outside.reach()));
    }
    return folders;
  }

  /**
   * Returns the files of captions, by their options.
   *
   * @throws BadInputException if one is not there
   */
  List<Map.Entry<String, Path>> files() throws BadInputException {
    List<Map.Entry<String, Path>> files = new ArrayList<>();
    for (TrainingSet set : training) {
      files.add(Map.entry("--annotations", place(set.annotations)));
    }
    for (ValidationSet set : validation) {
      files.add(Map.entry("--val-annotations", place(set.annotations)));
    }
    return files;
  }

  private static Path place(String captions) throws BadInputException {
    return FilePart.locateFileOrFolder(captions, "a file of captions").file();
  }

  /** Returns how many photos of a data set may be missing or broken. */
  UnreadPhotos unread() {
    return allowMissing ? UnreadPhotos.ANY : UnreadPhotos.FEW;
  }

  private Path trainingImages(int position, CommandLine command) {
    if (training.size() == 1) {
      return training.get(0).images;
    }
    if (position >= training.size()) {
      throw new ParameterException(
          command,
          "--val-annotations %s: expected --val-images along with it, since there are %d training sets and this is validation set %d"
              .formatted(validation.get(position).annotations, training.size(), position + 1));
    }
    return training.get(position).images;
  }
}
