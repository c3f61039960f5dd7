package org.caption4j.eval.external;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;

/** Jars that stand for METEOR and SPICE: compiled here, told by a file beside them how to be. */
final class FakeProgram {
  /** What both have in common: what they were given, and ways to fail. */
  private static final String COMMON =
      """
      import java.io.*;
      import java.nio.charset.StandardCharsets;
      import java.nio.file.*;
      import java.util.*;

      public class Main {
        static final String MODE = read("mode");

        static String read(String name) {
          try {
            return Files.readString(Path.of(name));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }

        static void write(String name, String text) throws IOException {
          Files.writeString(Path.of(name), text);
        }

        static void common(String[] args) throws Exception {
          write("args", String.join("\\n", args));
          write("folder", Path.of("").toAbsolutePath().toString());
          write("locale", String.valueOf(System.getenv("LC_ALL")));
          write("heap", String.valueOf(Runtime.getRuntime().maxMemory()));
          if (MODE.equals("die")) {
            for (int i = 1; i <= 30; i++) {
              System.err.println("reason " + i);
            }
            System.exit(3);
          }
          if (MODE.equals("hang")) {
            hang();
          }
          if (MODE.equals("parent")) {
            Process child = new ProcessBuilder("sleep", "100").inheritIO().start();
            write("pids.tmp", ProcessHandle.current().pid() + " " + child.pid());
            Files.move(Path.of("pids.tmp"), Path.of("pids"));
            hang();
          }
          if (MODE.equals("noise")) {
            String line = "z".repeat(1000);
            for (int i = 0; i < 5000; i++) {
              System.err.println(line);
            }
          }
        }

        static void hang() throws Exception {
          Thread.sleep(100_000);
        }
      """;

  private static final String METEOR =
      """

        public static void main(String[] args) throws Exception {
          common(args);
          PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
          BufferedReader in =
              new BufferedReader(new InputStreamReader(System.in, StandardCharsets.ISO_8859_1));
          StringBuilder heard = new StringBuilder();
          if (MODE.equals("flood")) {
            String part = "y".repeat(1000);
            for (int i = 0; i < 5000; i++) {
              out.print(part);
            }
            out.println();
          }
          if (MODE.equals("deaf")) {
            for (int i = 0; i < 200_000; i++) {
              out.println("1.0 2.0");
            }
          }
          int answers = 0;
          for (String line = in.readLine(); line != null; line = in.readLine()) {
            heard.append(line).append('\\n');
            List<String> parts = Arrays.asList(line.split(" \\\\|\\\\|\\\\| ?", -1));
            if (parts.get(0).equals("SCORE")) {
              if (MODE.equals("dieMidway") && answers == 2) {
                System.err.println("out of words");
                System.exit(1);
              }
              if (MODE.equals("hangMidway") && answers == 2) {
                hang();
              }
              answers++;
              String caption = parts.get(parts.size() - 1);
              int words = caption.isEmpty() ? 0 : caption.split(" ").length;
              if (MODE.equals("garbage") && answers == 2) {
                out.println("Error: specify SCORE or EVAL or SING");
              } else {
                out.println((parts.size() - 2) + ".0 " + words + ".0");
              }
            } else {
              Files.write(Path.of("stdin"), heard.toString().getBytes(StandardCharsets.ISO_8859_1));
              double sum = 0;
              for (String statistics : parts.subList(1, parts.size())) {
                double score = Double.parseDouble(statistics.split(" ")[1]) / 100;
                sum += score;
                if (MODE.equals("comma")) {
                  out.println("0,25");
                } else if (MODE.equals("nan")) {
                  out.println("NaN");
                } else {
                  out.println(score);
                }
              }
              if (MODE.equals("tooFew")) {
                System.exit(0);
              }
              out.println(sum);
            }
          }
        }
      }
      """;

  private static final String SPICE =
      """

        public static void main(String[] args) throws Exception {
          common(args);
          write("input", Files.readString(Path.of(args[0])));
          write("cacheThere", String.valueOf(Files.isDirectory(Path.of(args[2]))));
          System.out.println("Parsing reference captions");
          if (!MODE.equals("silent")) {
            Files.writeString(Path.of(args[4]), read("answer"));
          }
        }
      }
      """;

  private final Path jar;

  private FakeProgram(Path jar) {
    this.jar = jar;
  }

  /** A METEOR that scores a caption by a hundredth of its words, and a corpus by their sum. */
  static FakeProgram meteor(Path folder) throws IOException {
    return new FakeProgram(compile(folder, "meteor-1.5.jar", COMMON + METEOR));
  }

  /** A SPICE that says what it is told to. */
  static FakeProgram spice(Path folder) throws IOException {
    return new FakeProgram(compile(folder, "spice-1.0.jar", COMMON + SPICE));
  }

  private static Path compile(Path folder, String name, String source) throws IOException {
    Path file = Files.writeString(folder.resolve("Main.java"), source);
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", folder.toString(), file.toString());
    if (code != 0) {
      throw new IllegalStateException("the fake program does not compile");
    }
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "Main");
    Path jar = folder.resolve(name);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new JarEntry("Main.class"));
      Files.copy(folder.resolve("Main.class"), out);
    }
    return jar;
  }

  Path jar() {
    return jar;
  }

  /** Tells it how to be from now on. */
  FakeProgram being(String mode) throws IOException {
    Files.writeString(jar.resolveSibling("mode"), mode);
    return this;
  }

  /** Tells SPICE what to answer. */
  FakeProgram answering(String json) throws IOException {
    Files.writeString(jar.resolveSibling("answer"), json);
    return this;
  }

  /** What it noted, such as {@code args}, one a line. */
  String noted(String name) throws IOException {
    return Files.readString(jar.resolveSibling(name));
  }
}
