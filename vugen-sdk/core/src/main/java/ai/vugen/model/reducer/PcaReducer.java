package ai.vugen.model.reducer;

import ai.vugen.tensor.Role;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;

/**
 * The linear reducer: z̃ = C (z − mean), the rows of C being principal components (VUGEN §3.1).
 * Parameters {@code mean} and {@code components}.
 */
public final class PcaReducer implements Reducer {
  private final Tensor mean;
  private final Tensor components;

  public PcaReducer(ReducerConfig.Pca config, Weights weights) {
    mean = weights.get("mean", Role.Use.MEAN, config.width());
    components = weights.get("components", Role.Use.MATRIX, config.channels(), config.width());
  }

  @Override
  public Tensor reduce(Tensor z) {
    return z.sub(mean).linear(components, null);
  }
}
