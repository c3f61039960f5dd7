package org.caption4j.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caption4j.BadInputException;
import org.caption4j.encoder.onednn.OneDnn;
import org.caption4j.encoder.onnx.OnnxLibrary;
import org.caption4j.image.PhotoReader;
import org.caption4j.tensor.NativeLibraries;

/** The native libraries, each loaded for real, and who computes. */
final class LibraryChecks {
  private final Map<String, String> environment;

  LibraryChecks(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Loads a library. */
  private interface Loading {
    void load() throws BadInputException;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        library(
            "ND4J",
            () -> {
              NativeLibraries.initialise();
              NativeLibraries.loadNd4j();
            },
            Finding.Level.ERROR));
    findings.add(library("OpenCV", PhotoReader::loadLibraries, Finding.Level.ERROR));
    findings.add(library("ONNX Runtime", OnnxLibrary::load, Finding.Level.WARNING));
    findings.add(engine());
    return findings;
  }

  private static Finding library(String name, Loading loading, Finding.Level otherwise) {
    try {
      loading.load();
      return Finding.ok("library " + name, "loads");
    } catch (LinkageError e) {
      return cannot(name, NativeLibraries.fault(e), otherwise);
    } catch (BadInputException e) {
      return cannot(name, e, otherwise);
    }
  }

  private static Finding cannot(String name, BadInputException fault, Finding.Level level) {
    String consequence =
        level == Finding.Level.ERROR
            ? "nothing can be described without it"
            : "networks in ONNX that need it cannot be used";
    return new Finding("library " + name, level, fault.getMessage(), consequence);
  }

  private Finding engine() {
    String asked = environment.getOrDefault("CAPTION4J_ENGINE", "");
    if (OneDnn.isAvailable()) {
      return asked.isEmpty()
          ? Finding.ok("engine", "oneDNN")
          : Finding.warning(
              "engine",
              "oneDNN, though CAPTION4J_ENGINE is '%s'".formatted(asked),
              "set CAPTION4J_ENGINE=nd4j to do without, or unset it");
    }
    if (asked.equalsIgnoreCase("nd4j")) {
      return Finding.ok("engine", "ND4J, as CAPTION4J_ENGINE asks for");
    }
    if (System.getProperty("os.arch").equals("aarch64")) {
      return Finding.ok("engine", "ND4J; there is no oneDNN for this processor");
    }
    return Finding.warning(
        "engine",
        "ND4J: oneDNN's library cannot be loaded",
        "photos take longer; build or install caption4j again");
  }
}
