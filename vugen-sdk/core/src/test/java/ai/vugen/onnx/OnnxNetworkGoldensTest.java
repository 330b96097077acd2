package ai.vugen.onnx;

import ai.vugen.model.NetworkGolden;
import ai.vugen.model.NetworkGoldens;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every network as a graph against its reference values. */
class OnnxNetworkGoldensTest {
  static List<NetworkGolden> goldens() {
    return NetworkGoldens.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goldens")
  void network_equalsReference(NetworkGolden golden) {
    golden.check().accept(new OnnxEvaluator());
  }
}
