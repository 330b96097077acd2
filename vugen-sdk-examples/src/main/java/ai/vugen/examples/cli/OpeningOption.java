package ai.vugen.examples.cli;

import ai.vugen.VuGenBuilder;
import ai.vugen.device.Precision;
import ai.vugen.zoo.ModelFolder;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which model a command opens, and how. */
final class OpeningOption {
  private static final String PRECISION = "--precision";

  @Mixin private ModelOption model = new ModelOption();

  @Option(
      names = PRECISION,
      description =
          "${COMPLETION-CANDIDATES}; INT8 computes with 8-bit integers; default: ${DEFAULT-VALUE}.")
  private Precision precision = Precision.FLOAT32;

  VuGenBuilder builder() {
    return model.builder().precision(precision);
  }

  ModelFolder folder() {
    return model.folder();
  }

  Precision precision() {
    return precision;
  }

  /** Returns the options that open the same model the same way. */
  List<String> words() {
    return List.of("--model", model.name(), PRECISION, precision.name());
  }
}
