package ai.vugen.selfcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.checkpoint.TensorEntry;
import ai.vugen.device.Placement;
import ai.vugen.device.Precision;
import ai.vugen.goldens.Goldens;
import ai.vugen.graph.Network;
import ai.vugen.model.ModelConfig;
import ai.vugen.pipeline.TinyModel;
import ai.vugen.quantization.QuantizedCheckpoint;
import ai.vugen.session.ModelGraphs;
import ai.vugen.tensor.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The cases of the self-check cover what networks are made of, and what is stored for them is what
 * the oracle computes. After a change of cases, {@code -Dvugen.rewriteCases=true} stores them anew.
 */
class ArithmeticCasesTest {
  private static final Path FOLDER = Path.of("src/main/resources/ai/vugen/selfcheck");

  private static final Path FILE = FOLDER.resolve(ArithmeticCheck.STORED);

  private static final Path NANO =
      Path.of("..", "..", "model-zoo/nano/src/main/resources/ai/vugen/models/nano");

  private final Path temporary;

  ArithmeticCasesTest(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  @Test
  void whatIsStoredIsWhatTheOracleComputes() throws IOException {
    Map<String, TensorEntry> made = CaseNumbers.make(temporary);
    if (Boolean.getBoolean("vugen.rewriteCases")) {
      CaseNumbers.write(made, FILE);
    }
    Map<String, TensorEntry> stored = Checkpoint.open(FOLDER, ArithmeticCheck.STORED).entries();
    assertThat(stored.keySet()).containsExactlyInAnyOrderElementsOf(made.keySet());
    stored.forEach((name, entry) -> assertEqual(entry, CaseNumbers.entry(made, name)));
    assertThat(Files.size(FILE)).isLessThan(160_000);
  }

  private static void assertEqual(TensorEntry stored, TensorEntry made) {
    assertThat(stored).hasToString(made.toString());
    if (!stored.name().endsWith(".result")) {
      assertThat(stored.bytes()).as(stored.name()).isEqualTo(made.bytes());
      return;
    }
    // sines of Java differ in their last bit from one processor to another
    float[] expected = made.floats();
    for (int i = 0; i < expected.length; i++) {
      assertThat(stored.floats()[i])
          .as(stored.name())
          .isCloseTo(expected[i], within(1e-6f * (1 + Math.abs(expected[i]))));
    }
  }

  @Test
  void namesAreUniqueAndOperatorsAreInTheirGraphs() {
    List<ArithmeticCase> cases = ArithmeticCases.all();
    assertThat(cases).extracting(ArithmeticCase::name).doesNotHaveDuplicates();
    for (ArithmeticCase each : cases) {
      assertThat(operators(each))
          .as(each.name())
          .anyMatch(operator -> operator.endsWith(each.operator()));
    }
  }

  private static Set<String> operators(ArithmeticCase of) {
    return ArithmeticCheck.graph(List.of(of), ArithmeticCheck.stored()).operators();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny", "tiny with an encoder", "nano", "plm"})
  void everyOperatorOfAModelIsChecked(String model) {
    Path folder =
        switch (model) {
          case "tiny" -> TinyModel.write(temporary.resolve("tiny"), 1);
          case "tiny with an encoder" ->
              TinyModel.write(temporary.resolve("encoder"), TinyModel.SMALL_PICTURES, 1);
          case "nano" -> NANO;
          default -> Goldens.path("plm/model");
        };
    ModelConfig config = ModelConfig.read(folder);
    List<Network> networks = config.networks();
    Checkpoint weights = Checkpoint.open(folder);

    Set<String> named = new TreeSet<>();
    Set<String> computed = new TreeSet<>();
    for (ArithmeticCase each : ArithmeticCases.all()) {
      computed.addAll(operators(each));
      if (each.precision() == Precision.FLOAT32) {
        named.add(each.operator());
      }
    }
    assertThat(named).containsAll(operators(config, networks, weights));
    assertThat(computed)
        .containsAll(operators(config, networks, quantized(config, networks, weights)));
  }

  private static Set<String> operators(
      ModelConfig config, List<Network> networks, Checkpoint weights) {
    Set<String> operators = new TreeSet<>();
    for (Network network : networks) {
      operators.addAll(
          ModelGraphs.of(network, config, Placement.CPU_FLOAT32, weights.entries()::get)
              .operators());
    }
    assertThat(operators).hasSizeGreaterThan(10);
    return operators;
  }

  /** With any ranges: operators do not depend on them. */
  private Checkpoint quantized(ModelConfig config, List<Network> networks, Checkpoint weights) {
    Map<String, float[]> ranges = new TreeMap<>();
    Map<String, Role> roles = new TreeMap<>();
    networks.forEach(network -> roles.putAll(ModelGraphs.roles(network)));
    roles.forEach(
        (name, role) -> {
          if (role.isBlockWindow()) {
            ranges.put(name, new float[] {-1, 1, -2, 2});
          }
        });
    return QuantizedCheckpoint.open(
        weights, "0".repeat(64), roles, () -> ranges, temporary.resolve("quantized"));
  }
}
