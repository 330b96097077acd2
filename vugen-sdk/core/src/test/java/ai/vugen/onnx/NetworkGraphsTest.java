package ai.vugen.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.model.ModelConfig;
import ai.vugen.pipeline.Network;
import ai.vugen.pipeline.TinyModel;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every graph of a model passes the rules of the official checker and keeps its weights outside.
 */
class NetworkGraphsTest {
  @ParameterizedTest
  @EnumSource(Network.class)
  void passesTheChecker(Network network, @TempDir Path temporary) {
    Path model = TinyModel.write(temporary.resolve("model"), 1);
    Checkpoint checkpoint = Checkpoint.open(model);
    OnnxGraph graph = network.graph(ModelConfig.read(model), checkpoint.entries()::get);
    byte[] bytes = graph.toBytes();
    assertThatCode(() -> OnnxChecker.check(bytes)).doesNotThrowAnyException();
    assertThat(graph.weightsFolder()).isNotNull();
    assertThat((long) bytes.length).isLessThan(4 * graph.parameterCount());
  }
}
