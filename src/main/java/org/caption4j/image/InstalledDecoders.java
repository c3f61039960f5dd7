package org.caption4j.image;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decodes HEIC, AVIF and JPEG XL by programs that are installed: those that Debian packages for the
 * purpose, as far as they are on the {@code PATH}.
 *
 * <p>A program gets a copy of the photo in a private folder, under a name of ours, and is started
 * without a shell. It is ended when it takes too long or writes too much, or when Java ends, and
 * the folder is removed in any case.
 */
final class InstalledDecoders {
  private static final Duration TIME = Duration.ofSeconds(60);
  private static final int INTERRUPTED = 128 + 2;

  /** A program that is called with the names of a photo and of the PNG that shall be made of it. */
  private record Program(String name, String debianPackage, boolean turns) {}

  private static final Program HEIF_DEC = new Program("heif-dec", "libheif-examples", true);
  private static final Program HEIF_CONVERT = new Program("heif-convert", "libheif-examples", true);
  private static final Program AVIFDEC = new Program("avifdec", "libavif-bin", false);
  private static final Program DJXL = new Program("djxl", "libjxl-tools", true);

  private static final Map<Format, List<Program>> PROGRAMS =
      Map.of(
          Format.HEIC, List.of(HEIF_DEC, HEIF_CONVERT),
          Format.AVIF, List.of(HEIF_DEC, HEIF_CONVERT, AVIFDEC),
          Format.JPEG_XL, List.of(DJXL));

  private final List<Path> folders;
  private final Path temporary;
  private final Duration time;

  /** Those on the {@code PATH}. */
  InstalledDecoders() {
    this(
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(Path::of)
            .toList(),
        Path.of(System.getProperty("java.io.tmpdir")),
        TIME);
  }

  /**
   * @param folders where programs are; those that are relative are passed over
   * @param temporary where private folders are made
   * @param time that one photo may take
   */
  InstalledDecoders(List<Path> folders, Path temporary, Duration time) {
    this.folders = folders.stream().filter(Path::isAbsolute).toList();
    this.temporary = temporary;
    this.time = time;
  }

  static boolean isFor(Format format) {
    return PROGRAMS.containsKey(format);
  }

  /**
   * Decodes a photo.
   *
   * @param file a whole file that its {@link Structure} has let pass
   * @param format one that {@link #isFor} says yes to
   * @param size what its header says
   * @return a PNG, turned upright already
   * @throws DamagedFileException if no program is installed, or none can decode it
   */
  byte[] png(byte[] file, Format format, Size size) throws DamagedFileException {
    boolean turned = format == Format.AVIF && HeifStructure.isTurned(file);
    List<Program> fit =
        PROGRAMS.get(format).stream().filter(program -> program.turns || !turned).toList();
    DamagedFileException fault = missing(format, fit);
    for (Program program : fit) {
      for (Path folder : folders) {
        Path path = folder.resolve(program.name);
        if (Files.isRegularFile(path) && Files.isExecutable(path)) {
          try {
            return png(file, path, size);
          } catch (DamagedFileException e) {
            fault = e;
          }
          break;
        }
      }
    }
    throw fault;
  }

  private static DamagedFileException missing(Format format, List<Program> programs) {
    return new DamagedFileException(
        "is %s %s photo, which needs %s: install Debian's %s, or convert it to JPEG"
            .formatted(
                format == Format.JPEG_XL ? "a" : "an",
                format.label(),
                programs.stream().map(Program::name).collect(Collectors.joining(" or ")),
                programs.stream()
                    .map(Program::debianPackage)
                    .distinct()
                    .collect(Collectors.joining(" or "))));
  }

  private byte[] png(byte[] file, Path program, Size size) throws DamagedFileException {
    try (PrivateFolder folder = new PrivateFolder(temporary)) {
      Path photo = Files.write(folder.path().resolve("photo"), file);
      Path png = folder.path().resolve("photo.png");
      int exit = run(program, photo, png, size, folder);
      if (exit == INTERRUPTED) { // Ctrl-C at the terminal went to it, too; it is for us to obey
        exit = run(program, photo, png, size, folder);
      }
      // where a file holds several pictures they are numbered
      Path first = Files.exists(png) ? png : folder.path().resolve("photo-1.png");
      if (exit != 0 || !Files.isRegularFile(first)) {
        throw new DamagedFileException(
            "is corrupt, or of a kind that %s does not decode: it ended with %d; save it anew as a JPEG"
                .formatted(program.getFileName(), exit));
      }
      return Files.readAllBytes(first);
    } catch (IOException | UncheckedIOException e) {
      throw new DamagedFileException(
          "cannot be decoded by %s: %s".formatted(program, e.getMessage()), e);
    }
  }

  private int run(Path program, Path photo, Path png, Size size, PrivateFolder folder)
      throws IOException, DamagedFileException {
    Process process =
        folder.start(
            new ProcessBuilder(program.toString(), photo.toString(), png.toString())
                .directory(folder.path().toFile())
                .redirectInput(
                    new File(
                        System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD));
    long most = (10 * size.pixels()) + (4 << 20); // four samples of 16 bits, and then some
    long end = System.nanoTime() + time.toNanos();
    try {
      while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
        if (System.nanoTime() > end) {
          throw new DamagedFileException(
              "takes more than %d s in %s, which was ended; save it anew as a JPEG"
                  .formatted(time.toSeconds(), program.getFileName()));
        }
        if (written(folder.path(), photo) > most) {
          throw new DamagedFileException(
              "becomes more than the %,d bytes that its %dx%d pixels can be, in %s, which was ended"
                  .formatted(most, size.width(), size.height(), program.getFileName()));
        }
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DamagedFileException("was being decoded when the program was interrupted", e);
    } finally {
      PrivateFolder.end(process);
    }
  }

  private static long written(Path folder, Path photo) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !file.equals(photo))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }
}
