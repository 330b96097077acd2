package ai.vugen.evaluation.scenes;

/**
 * Follows a measurement, on its thread. What it throws ends the measurement and reaches the caller
 * unchanged.
 */
@FunctionalInterface
public interface SceneListener {
  /** Called after each scene. */
  void onScene(SceneProgress progress);
}
