package ai.vugen.examples.cli;

import ai.vugen.VuGen;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Versions implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = VuGen.class.getPackage().getImplementationVersion();
    return new String[] {
      "VuGen SDK " + (version == null ? "(development)" : version),
      "Java " + System.getProperty("java.version")
    };
  }
}
