package ai.vugen.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.model.ModelConfig;
import ai.vugen.model.ModelParts;
import ai.vugen.pipeline.TinyModel;
import ai.vugen.session.ModelGraphs;
import ai.vugen.tensor.Role;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scales of values follow from roles as they did from names. */
class InitialValuesTest {
  private static final int COUNT = 500;

  @ParameterizedTest
  @CsvSource({"tiny, true", "tiny, false", "vugen-1b, true", "vugen-1b, false", "plm-1b, false"})
  void valuesAreThoseOfTheNames(String name, boolean untrained) throws Exception {
    String text = name.equals("tiny") ? TinyModel.CONFIG : SyntheticModel.config(name);
    ModelConfig config = ModelConfig.parse(name, text);
    Map<String, Role> roles = ModelGraphs.allRoles(config);
    InitialValues values = new InitialValues(7, untrained);
    InitialValues others = new InitialValues(8, untrained);
    ModelGraphs.allWeights(config)
        .forEach(
            (weight, shape) -> {
              Role role = Objects.requireNonNull(roles.get(weight), weight);
              double constant = constant(weight, shape, untrained);
              float[] drawn = new float[COUNT];
              values.of(weight, role, shape).fill(0, drawn, COUNT);
              float[] other = new float[COUNT];
              others.of(weight, role, shape).fill(0, other, COUNT);
              if (!Double.isNaN(constant)) {
                assertThat(drawn).as(weight).containsOnly((float) constant);
              } else {
                double expected = deviation(weight, shape, untrained);
                assertThat(deviation(drawn) / expected).as(weight).isBetween(0.85, 1.15);
                assertThat(drawn).as(weight).isNotEqualTo(other);
              }
            });
  }

  private static double deviation(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares / values.length);
  }

  // The rules on names that there were.

  private static double constant(String name, long[] shape, boolean untrained) {
    if (name.equals(ModelParts.LATENT_STD)) {
      return 1;
    }
    if (name.equals(ModelParts.LATENT_MEAN)
        || name.equals(ModelParts.REDUCER + ".mean")
        || name.endsWith("bias")
        || name.endsWith("relative_bias_table")) {
      return 0;
    }
    if (name.contains(".gamma_")) {
      return 0.1;
    }
    if (shape.length == 1) {
      return 1;
    }
    boolean silent = name.endsWith(".conv2.weight") || name.endsWith(".ff.proj_out.weight");
    boolean zero =
        name.equals(ModelParts.TOWER + ".latent_out.weight")
            || (silent && name.startsWith(ModelParts.DECODER + "."));
    return untrained && zero ? 0 : Double.NaN;
  }

  private static double deviation(String name, long[] shape, boolean untrained) {
    double inputs = 1;
    for (int axis = 1; axis < shape.length; axis++) {
      inputs *= shape[axis];
    }
    if (name.endsWith("cls_token") || name.endsWith("pos_embed") || name.contains("embed_tokens")) {
      return 0.02;
    }
    if (untrained && name.startsWith(ModelParts.TOWER + ".time_mlp")) {
      return 0.02;
    }
    if (untrained && name.startsWith(ModelParts.DECODER + ".")) {
      return shape.length == 4 ? 0.02 : Math.sqrt(2 / (inputs + shape[0]));
    }
    return 1 / Math.sqrt(inputs);
  }
}
