package org.caption4j.cli;

import org.caption4j.data.PhotoReach;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** Where photos may lie that a captions file names. */
final class OutsideOption {
  @Option(
      names = "--allow-outside",
      description =
          "read photos also where captions name them by an absolute path, or by one that leads out of the folder of photos",
      showDefaultValue = Visibility.NEVER)
  private boolean allowed;

  PhotoReach reach() {
    return allowed ? PhotoReach.ANYWHERE : PhotoReach.FOLDER;
  }
}
