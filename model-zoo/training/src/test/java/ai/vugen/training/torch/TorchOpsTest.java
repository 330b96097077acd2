package ai.vugen.training.torch;

import ai.vugen.tensor.OpCase;
import ai.vugen.tensor.OpCases;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation on libtorch against the oracle, and its gradients against differences. */
class TorchOpsTest {
  @BeforeAll
  static void useOneThread() {
    TorchBackend.threads(1); // the tensors are too small for more
  }

  static List<OpCase> cases() {
    return OpCases.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void operation_equalsOracle(OpCase opCase) {
    opCase.check(new TorchEvaluator());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void gradients_equalDifferences(OpCase opCase) {
    opCase.check(new DerivativeEvaluator());
  }
}
