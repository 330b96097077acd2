package ai.vugen.training.torch;

import ai.vugen.file.CacheFolder;
import ai.vugen.file.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers on disk what checks found out, so that they run once on a machine. */
final class FindingsFile {
  private static final Logger LOG = LoggerFactory.getLogger(FindingsFile.class);

  /** Raised whenever the check looks at something else, or more closely. */
  private static final int REVISION = 1;

  private final Path file;

  FindingsFile(Path file) {
    this.file = file;
  }

  /** Returns the file in the cache folder for this processor, this library and a precision. */
  static FindingsFile of(ComputeType precision) {
    String key =
        Sha256.of(
            String.join(
                "\n",
                Integer.toString(REVISION),
                precision.title(),
                Double.toString(precision.tolerance()),
                TorchLibrary.identity(),
                Processor.current().identity()));
    return new FindingsFile(
        CacheFolder.root().resolve("numeric-check").resolve(precision.title() + "-" + key));
  }

  /** Returns what is remembered: nothing if the file is missing or cannot be read. */
  List<Finding> read() {
    List<Finding> findings = new ArrayList<>();
    if (Files.exists(file)) {
      try {
        for (String line : Files.readAllLines(file)) {
          findings.add(Finding.parse(line));
        }
      } catch (IOException | IllegalArgumentException e) {
        LOG.debug("{} is not used: {}", file, e.getMessage());
        return List.of(); // what cannot be remembered is found out again
      }
    }
    return findings;
  }

  /** Remembers findings instead of what was remembered before. */
  void write(Collection<Finding> findings) {
    Path temporary = file.resolveSibling("." + UUID.randomUUID() + ".tmp");
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.write(temporary, findings.stream().map(Finding::line).toList());
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.debug("{} cannot be written", file, e); // the next process checks again
      temporary.toFile().delete();
    }
  }
}
