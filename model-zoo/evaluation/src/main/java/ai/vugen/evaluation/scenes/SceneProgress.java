package ai.vugen.evaluation.scenes;

import ai.vugen.world.Split;

/**
 * How far a measurement is, after a scene.
 *
 * @param split that of the scene
 * @param done scenes so far, this one included, of all splits
 * @param scenes all scenes, of all splits
 */
public record SceneProgress(Split split, int done, int scenes) {}
