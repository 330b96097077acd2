package ai.vugen.quantization;

import ai.vugen.checkpoint.Checkpoint;
import java.nio.file.Path;

/** A process that opens the quantized weights of the test's checkpoint. */
final class QuantizeProbe {
  private QuantizeProbe() {}

  public static void main(String[] arguments) throws Exception {
    Checkpoint source = Checkpoint.open(Path.of(arguments[0]));
    System.out.println("ready");
    System.in.read(); // all processes start at once
    QuantizedCheckpoint.open(
        source,
        QuantizedCheckpointTest.HASH,
        QuantizedCheckpointTest.roles(),
        java.util.Map::of,
        Path.of(arguments[1]));
  }
}
