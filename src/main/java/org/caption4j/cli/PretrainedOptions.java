package org.caption4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.caption4j.captioner.Encoders;
import org.caption4j.pretrained.CacheHome;
import org.caption4j.pretrained.Catalogue;
import org.caption4j.pretrained.DownloadSettings;
import org.caption4j.pretrained.Pretrained;
import org.caption4j.pretrained.Transport;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** Where pretrained weights come from. */
final class PretrainedOptions {
  @Option(
      names = "--offline",
      description = "never use the network: weights are those in the cache",
      showDefaultValue = Visibility.NEVER)
  private boolean offline;

  @Option(
      names = "--allow-http",
      description = "fetch weights over unencrypted connections, too",
      showDefaultValue = Visibility.NEVER)
  private boolean http;

  @Option(
      names = "--catalogue",
      paramLabel = "FILE",
      description =
          "more weights to fetch, as docs/pretrained.md describes (default: catalogue.json in the cache folder)",
      showDefaultValue = Visibility.NEVER)
  private Path catalogue;

  /**
   * @param err takes the progress of downloads
   * @throws org.caption4j.BadInputException if the catalogue is faulty
   */
  Pretrained open(PrintWriter err) throws IOException {
    CacheHome home = CacheHome.ofUser();
    return Encoders.pretrained(
        home,
        Catalogue.ofUser(home, Optional.ofNullable(catalogue)),
        DownloadSettings.defaults().withTransport(transport()),
        new FetchProgress(Messages.of(err)));
  }

  private Transport transport() {
    if (offline) {
      return Transport.OFFLINE;
    }
    return http ? Transport.HTTP_TOO : Transport.HTTPS_ONLY;
  }
}
