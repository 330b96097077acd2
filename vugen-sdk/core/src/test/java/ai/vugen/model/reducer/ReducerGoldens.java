package ai.vugen.model.reducer;

import ai.vugen.model.GoldenTensors;
import ai.vugen.model.NetworkGolden;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Evaluator;
import ai.vugen.tensor.Kind;
import ai.vugen.tensor.NdArray;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.StoredParameters;
import java.util.List;
import java.util.Map;

/** Dimension reducers. */
public final class ReducerGoldens {
  private static final double TOLERANCE = 1e-5;
  private static final GoldenTensors EXPECTED = GoldenTensors.load("decoders/reducer.safetensors");

  private ReducerGoldens() {}

  /** All comparisons. */
  public static List<NetworkGolden> all() {
    return List.of(
        new NetworkGolden(
            "reducer, perceptron",
            backend -> {
              ReducerConfig config = new ReducerConfig.Mlp(64, 64, 4);
              check(backend, config, "reducer", EXPECTED.get("features", 1, 40, 64), "reduced");
            }),
        new NetworkGolden(
            "reducer, principal components",
            backend -> {
              ReducerConfig config = new ReducerConfig.Pca(64, 4);
              NdArray features = EXPECTED.get("pca.features", 3, 100, 64);
              check(backend, config, "pca", features, "pca.reduced");
            }));
  }

  private static void check(
      Evaluator backend, ReducerConfig config, String scope, NdArray features, String expected) {
    Dim batch = Dim.of("batch");
    Shape z = Shape.of(batch, Dim.of("patches"), Dim.of(64));
    try (Evaluator.Program program =
        backend.compile(
            (weights, in) ->
                Map.of("reduced", Reducer.of(config, weights.at(scope)).reduce(in.get("z"))),
            Map.of("z", new Evaluator.Input(Kind.REAL, z)),
            StoredParameters.of(GoldenTensors.weights("decoders", "reducer.safetensors")))) {
      EXPECTED.check(expected, program.run(Map.of("z", features)).get("reduced"), TOLERANCE);
    }
  }
}
