package ai.vugen.training.torch;

import ai.vugen.model.NetworkGolden;
import ai.vugen.model.NetworkGoldens;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every network on libtorch against its reference values. */
class TorchNetworkGoldensTest {
  @BeforeAll
  static void useOneThread() {
    TorchBackend.threads(1); // the tensors are too small for more
  }

  static List<NetworkGolden> goldens() {
    return NetworkGoldens.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goldens")
  void network_equalsReference(NetworkGolden golden) {
    golden.check().accept(new TorchEvaluator());
  }
}
