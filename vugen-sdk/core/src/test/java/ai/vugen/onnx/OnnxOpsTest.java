package ai.vugen.onnx;

import ai.vugen.tensor.OpCase;
import ai.vugen.tensor.OpCases;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation as a graph against the oracle. */
class OnnxOpsTest {
  static List<OpCase> cases() {
    return OpCases.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void operation_onRandomNumbers_equalsOracle(OpCase opCase) {
    opCase.check(new OnnxEvaluator());
  }
}
