package ai.vugen.tensor;

import ai.vugen.model.NetworkGolden;
import ai.vugen.model.NetworkGoldens;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The oracle against reference values: composite operations as they are defined, in double
 * precision.
 */
class OracleNetworkGoldensTest {
  /** What takes slow loops more than a few seconds. */
  private static final Set<String> LONG = Set.of("long text");

  /** What depends on angles being rounded to float32 as in the reference, which doubles are not. */
  private static final Set<String> ROUNDED =
      Set.of("text at positions with gaps", "language rotary table");

  /** The same numbers from other files. */
  private static final Pattern OTHER_FORMS = Pattern.compile("SHARDED|ORIGINAL_NAMES");

  static List<NetworkGolden> goldens() {
    return NetworkGoldens.all().stream()
        .filter(golden -> !LONG.contains(golden.name()) && !ROUNDED.contains(golden.name()))
        .filter(golden -> !golden.name().startsWith("decoder of "))
        .filter(golden -> !OTHER_FORMS.matcher(golden.name()).find())
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goldens")
  void network_equalsReference(NetworkGolden golden) {
    golden.check().accept(new OracleEvaluator());
  }
}
