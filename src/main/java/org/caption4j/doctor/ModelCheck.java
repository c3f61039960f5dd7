package org.caption4j.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.caption4j.captioner.ModelBundle;
import org.caption4j.captioner.ModelFolder;

/** The model: there, whole and readable. */
final class ModelCheck {
  private final Path folder;

  ModelCheck(Path folder) {
    this.folder = folder;
  }

  Finding finding() {
    try {
      ModelBundle model = ModelBundle.read(folder);
      Optional<Path> weights = new ModelFolder(folder, model.config()).ownWeights();
      if (weights.isPresent() && !Files.isReadable(weights.get())) {
        return Finding.error("model", weights.get() + ": permission denied", "make it readable");
      }
      return Finding.ok("model", "%s, speaks %s".formatted(folder, model.config().language()));
    } catch (LinkageError e) { // told of the library already
      return Finding.error("model", folder + ": not looked at", "mend the libraries first");
    } catch (IOException | RuntimeException e) {
      return Finding.error(
          "model",
          e.getMessage() == null ? folder + ": " + e : e.getMessage(),
          "name another by --model, or install caption4j again");
    }
  }
}
