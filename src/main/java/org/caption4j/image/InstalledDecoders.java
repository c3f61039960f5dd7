package org.caption4j.image;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** What is made of a photo, and the options that this needs. */
  private record Made(String ending, List<String> options) {}

  private static final Made PNG = new Made("png", List.of());

  /** libpng refuses to write some widespread colour profiles. */
  private static final Made JPEG = new Made("jpg", List.of("-q", "100"));

  /**
   * A program that is called with the names of a photo and of the picture that shall be made of it.
   *
   * @param turns whether it turns photos upright
   * @param makes what it is asked for, one after the other, until it succeeds
   */
  private record Program(String name, String debianPackage, boolean turns, List<Made> makes) {
    static Program ofLibheif(String name) {
      return new Program(name, "libheif-examples", true, List.of(PNG, JPEG));
    }
  }

  private static final Program HEIF_DEC = Program.ofLibheif("heif-dec");
  private static final Program HEIF_CONVERT = Program.ofLibheif("heif-convert");
  private static final Program AVIFDEC = new Program("avifdec", "libavif-bin", false, List.of(PNG));
  private static final Program DJXL = new Program("djxl", "libjxl-tools", true, List.of(PNG));

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
    this(System.getenv().getOrDefault("PATH", ""));
  }

  /**
   * @param path the value of such a variable
   */
  InstalledDecoders(String path) {
    this(
        Arrays.stream(path.split(File.pathSeparator)).map(Path::of).toList(),
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
   * @return a PNG or a JPEG, turned upright already
   * @throws DamagedFileException if no program is installed, or none can decode it
   */
  byte[] picture(byte[] file, Format format, Size size) throws DamagedFileException {
    boolean turned = format == Format.AVIF && HeifStructure.isTurned(file);
    List<Program> fit =
        PROGRAMS.get(format).stream().filter(program -> program.turns || !turned).toList();
    DamagedFileException fault = missing(format, fit);
    for (Program program : fit) {
      Optional<Path> path = find(program);
      for (Made made : path.isPresent() ? program.makes : List.<Made>of()) {
        try {
          return picture(file, path.get(), made, size);
        } catch (DamagedFileException e) {
          fault = e;
        }
      }
    }
    throw fault;
  }

  /** Returns the names of the programs that are installed. */
  List<String> installed() {
    return PROGRAMS.values().stream()
        .flatMap(List::stream)
        .distinct()
        .filter(program -> find(program).isPresent())
        .map(Program::name)
        .sorted()
        .toList();
  }

  private Optional<Path> find(Program program) {
    return folders.stream()
        .map(folder -> folder.resolve(program.name))
        .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
        .findFirst();
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

  private byte[] picture(byte[] file, Path program, Made made, Size size)
      throws DamagedFileException {
    try (PrivateFolder folder = new PrivateFolder(temporary)) {
      Path photo = Files.write(folder.path().resolve("photo"), file);
      Path picture = folder.path().resolve("photo." + made.ending);
      List<String> command = new ArrayList<>(List.of(program.toString()));
      command.addAll(made.options);
      command.addAll(List.of(photo.toString(), picture.toString()));
      int exit = run(command, photo, size, folder);
      if (exit == INTERRUPTED) { // Ctrl-C at the terminal went to it, too; it is for us to obey
        exit = run(command, photo, size, folder);
      }
      // where a file holds several pictures they are numbered
      Path first =
          Files.exists(picture) ? picture : folder.path().resolve("photo-1." + made.ending);
      if (exit != 0 || !Files.isRegularFile(first) || Files.size(first) == 0) {
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

  private int run(List<String> command, Path photo, Size size, PrivateFolder folder)
      throws IOException, DamagedFileException {
    Process process =
        folder.start(
            new ProcessBuilder(command)
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
                  .formatted(time.toSeconds(), name(command)));
        }
        if (written(folder.path(), photo) > most) {
          throw new DamagedFileException(
              "becomes more than the %,d bytes that its %dx%d pixels can be, in %s, which was ended"
                  .formatted(most, size.width(), size.height(), name(command)));
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

  private static Path name(List<String> command) {
    return Path.of(command.get(0)).getFileName();
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
