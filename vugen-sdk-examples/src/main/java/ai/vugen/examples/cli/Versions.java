package ai.vugen.examples.cli;

import ai.vugen.SdkVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Versions implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "VuGen SDK " + SdkVersion.current(), "Java " + System.getProperty("java.version")
    };
  }
}
