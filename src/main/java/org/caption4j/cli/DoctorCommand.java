package org.caption4j.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.caption4j.doctor.Doctor;
import org.caption4j.doctor.Finding;
import org.caption4j.doctor.Finding.Level;
import org.caption4j.pretrained.CacheHome;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code caption4j doctor}: what is wrong with this machine, if anything is. */
@Command(
    name = "doctor",
    description =
        "Looks at Java, memory, processor, libraries, model, folders and settings, and says what to do about what is wrong.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    footer = {"", "Exit codes: 0 captioning is possible, 1 it is not."})
final class DoctorCommand implements Callable<Integer> {
  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "folder of the model",
      defaultValue = "${sys:caption4j.home:-.}/models/default")
  private Path model;

  @Option(
      names = "--json",
      description = "print a JSON object",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    CacheHome cache = CacheHome.ofUser();
    List<Finding> findings = new Doctor(model, cache, System.getenv()).examine();
    boolean possible = findings.stream().noneMatch(each -> each.level() == Level.ERROR);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(findings, possible));
    } else {
      findings.forEach(each -> print(each, out));
    }
    return possible ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static void print(Finding finding, PrintWriter out) {
    out.printf("%-8s %-22s %s%n", finding.level().text(), finding.subject(), finding.text());
    if (!finding.advice().isEmpty()) {
      out.printf("%-31s -> %s%n", "", finding.advice());
    }
  }

  private static String json(List<Finding> findings, boolean possible)
      throws JsonProcessingException {
    List<Map<String, String>> each = findings.stream().map(DoctorCommand::fields).toList();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("possible", possible);
    all.put("findings", each);
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all);
  }

  private static Map<String, String> fields(Finding finding) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("subject", finding.subject());
    fields.put("level", finding.level().text());
    fields.put("text", finding.text());
    if (!finding.advice().isEmpty()) {
      fields.put("advice", finding.advice());
    }
    return fields;
  }
}
