package ai.vugen;

/** The version of the SDK. */
final class SdkVersion {
  private SdkVersion() {}

  /** The version in the manifest of the SDK's jar; {@code development} where there is no jar. */
  static String current() {
    String version = SdkVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
