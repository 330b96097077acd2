package ai.vugen.model.reducer;

import ai.vugen.tensor.Linear;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;

/**
 * The learned reducer: linear, SiLU, linear (VUGEN §4.1). Parameters {@code 0.*} and {@code 2.*}.
 */
public final class MlpReducer implements Reducer {
  private final Linear first;
  private final Linear second;

  public MlpReducer(ReducerConfig.Mlp config, Weights weights) {
    first = Linear.of(weights.at("0"), config.width(), config.hidden());
    second = Linear.of(weights.at("2"), config.hidden(), config.channels());
  }

  @Override
  public Tensor reduce(Tensor z) {
    return second.apply(first.apply(z).silu());
  }
}
