package ai.vugen.runtime;

/** Whether ONNX Runtime of this process reports its use to its maker. */
public enum Telemetry {
  /** It was switched off before it could begin. */
  OFF,
  /**
   * Other code of this application had started ONNX Runtime, with telemetry, before the SDK could
   * switch it off; the environment variable {@code ORT_DISABLE_TELEMETRY=1} prevents that.
   */
  STARTED_BY_OTHERS;

  /** What ONNX Runtime looks for when its environment is created, and only then. */
  private static final String VARIABLE = "ORT_DISABLE_TELEMETRY";

  static boolean isOffForAll() {
    return HostPlatform.isWindows() || "1".equals(System.getenv(VARIABLE));
  }

  /**
   * Switches it off for an environment that is created from now on. Windows needs no more than
   * {@code OrtEnvironment.setTelemetry}: there ONNX Runtime sends nothing itself.
   */
  static void switchOff() {
    if (!isOffForAll()) {
      NativeAccess.setEnvironment(VARIABLE, "1");
    }
  }
}
