package ai.vugen.examples.cli;

import ai.vugen.VuGen;
import ai.vugen.VuGenBuilder;
import ai.vugen.zoo.ModelFolder;
import ai.vugen.zoo.ModelZoo;
import picocli.CommandLine.Option;

/** Which model a command works with. */
final class ModelOption {
  @Option(
      names = "--model",
      paramLabel = "ID|FOLDER",
      description = "A model's id or folder; default: ${DEFAULT-VALUE}.",
      defaultValue = "nano")
  private String model = "nano";

  String name() {
    return model;
  }

  VuGenBuilder builder() {
    return VuGen.builder().model(model);
  }

  ModelFolder folder() {
    return ModelZoo.resolve(model);
  }
}
