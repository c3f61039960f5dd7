package org.caption4j.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caption4j.pretrained.CacheHome;

/** Looks at all that captioning needs, and changes nothing. */
public final class Doctor {
  private final Path model;
  private final CacheHome cache;
  private final Map<String, String> environment;

  /**
   * @param model folder of the model that is to be used
   * @param cache where downloads and weights are kept
   * @param environment the process's environment variables
   */
  public Doctor(Path model, CacheHome cache, Map<String, String> environment) {
    this.model = model;
    this.cache = cache;
    this.environment = Map.copyOf(environment);
  }

  /** Returns what was found, in the order in which one would read it. Libraries are loaded. */
  public List<Finding> examine() {
    List<Finding> findings = new ArrayList<>(new MachineChecks().findings());
    findings.addAll(new LibraryChecks(environment).findings());
    findings.add(new ModelCheck(model).finding());
    findings.addAll(new PlaceChecks(cache).findings());
    findings.addAll(new EnvironmentChecks(environment).findings());
    return findings;
  }
}
