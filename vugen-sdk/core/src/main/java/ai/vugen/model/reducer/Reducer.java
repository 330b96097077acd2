package ai.vugen.model.reducer;

import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;

/** The dimension reducer g: z → z̃, per patch (VUGEN §3.1). */
public sealed interface Reducer permits MlpReducer, PcaReducer {
  /** The scope of its weights in a checkpoint. */
  String SCOPE = "reducer";

  /**
   * Reduces z.
   *
   * @param z {@code [batch, patches, width]}
   * @return z̃, {@code [batch, patches, channels]}
   */
  Tensor reduce(Tensor z);

  /** Returns the reducer of a configuration, with parameters from the scope of the reducer. */
  static Reducer of(ReducerConfig config, Weights weights) {
    if (config instanceof ReducerConfig.Mlp mlp) {
      return new MlpReducer(mlp, weights);
    }
    return new PcaReducer((ReducerConfig.Pca) config, weights);
  }
}
