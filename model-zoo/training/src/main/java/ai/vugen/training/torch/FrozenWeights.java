package ai.vugen.training.torch;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.checkpoint.TensorEntry;
import ai.vugen.checkpoint.WeightCheck;
import ai.vugen.tensor.Weights;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Weights of networks that are not trained, read from a checkpoint that must fit. */
public final class FrozenWeights {
  private FrozenWeights() {}

  /**
   * Reads the weights that a network asks for when it is made.
   *
   * @param allowedExtras weights that the checkpoint may have besides, as in {@link WeightCheck}
   * @param network makes the network
   * @throws ai.vugen.error.ModelIntegrityException with all differences, if there are any
   */
  public static TorchWeights read(
      TorchBackend backend,
      Checkpoint checkpoint,
      Collection<String> allowedExtras,
      Consumer<Weights> network) {
    Map<String, long[]> expected = new TreeMap<>();
    TorchWeights weights =
        new TorchWeights(
            backend,
            (name, role, sizes) -> {
              expected.put(name, sizes);
              return values(checkpoint, name, sizes);
            });
    try (TorchScope scope = new TorchScope();
        NoGradient frozen = new NoGradient()) {
      network.accept(new Weights(weights));
      weights.train(parameter -> false);
      WeightCheck.check(checkpoint, expected, allowedExtras);
      return weights;
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  /** Returns the checkpoint's values, or zeros where it differs, which the check will report. */
  private static float[] values(Checkpoint checkpoint, String name, long[] sizes) {
    TensorEntry entry = checkpoint.entries().get(name);
    if (entry != null && Arrays.equals(entry.shape(), sizes)) {
      return entry.floats();
    }
    long count = 1;
    for (long size : sizes) {
      count *= size;
    }
    return new float[Math.toIntExact(count)];
  }
}
