package ai.vugen.evaluation.judge;

import java.nio.file.Path;
import java.util.Random;

/** Judges with random weights: what they see means nothing, but depends on the picture. */
public final class RandomJudge {
  private RandomJudge() {}

  /** Writes a judge of the things and the size of {@link ConstantJudge}. */
  public static Path write(Path folder, long seed) {
    return ConstantJudge.write(folder, (name, count) -> values(name, count, seed));
  }

  private static float[] values(String name, int count, long seed) {
    Random random = new Random(31 * seed + name.hashCode());
    boolean aroundOne = name.contains("norm") && name.endsWith("weight");
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) ((aroundOne ? 1 : 0) + 0.3 * random.nextGaussian());
    }
    return values;
  }
}
