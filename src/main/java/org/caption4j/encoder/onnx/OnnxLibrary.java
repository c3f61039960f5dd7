package org.caption4j.encoder.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.javacpp.Loader;
import org.caption4j.BadInputException;
import org.caption4j.tensor.NativeLibraries;

/**
 * ONNX Runtime's library, loaded at first use.
 *
 * <p>By itself it unpacks 22 MB into the temporary folder at every run, and leaves an empty folder
 * there. Here its libraries are unpacked once, into the cache of the others, unless the property
 * {@code onnxruntime.native.path} names a folder where they lie unpacked.
 */
public final class OnnxLibrary {
  private static final String PATH = "onnxruntime.native.path";

  private OnnxLibrary() {}

  /**
   * Loads the library.
   *
   * @return what networks are opened in
   * @throws BadInputException if it cannot be loaded, with the reason
   */
  static OrtEnvironment open() throws BadInputException {
    try {
      unpack();
      OrtEnvironment environment =
          OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      environment.setTelemetry(false);
      return environment;
    } catch (LinkageError e) {
      throw NativeLibraries.fault(e);
    } catch (IOException e) {
      throw NativeLibraries.fault(
          (LinkageError) new UnsatisfiedLinkError(e.toString()).initCause(e));
    } catch (ai.onnxruntime.OrtException e) {
      throw new BadInputException("ONNX Runtime cannot be started: " + OnnxFault.line(e), e);
    }
  }

  /**
   * Loads the library, if it is not loaded.
   *
   * @throws BadInputException if it cannot be loaded, with the reason
   */
  public static void load() throws BadInputException {
    open();
  }

  private static synchronized void unpack() throws IOException {
    if (System.getProperty(PATH) != null) {
      return;
    }
    Path folder = null;
    for (String name : new String[] {"onnxruntime", "onnxruntime4j_jni"}) {
      String resource =
          "/ai/onnxruntime/native/%s/%s".formatted(platform(), System.mapLibraryName(name));
      URL packed = OrtEnvironment.class.getResource(resource);
      if (packed == null) {
        return; // what it says itself is the best there is
      }
      File unpacked = Loader.cacheResource(packed);
      folder = unpacked.toPath().getParent();
    }
    System.setProperty(PATH, folder.toString());
  }

  /** The system as ONNX Runtime calls it. */
  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String name = os.startsWith("windows") ? "win" : os.startsWith("mac") ? "osx" : "linux";
    return name + (System.getProperty("os.arch").equals("aarch64") ? "-aarch64" : "-x64");
  }
}
