package ai.vugen.examples.cli;

import ai.vugen.ImageInput;
import ai.vugen.UnderstandRequest;
import ai.vugen.VuGen;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers a question about an image. */
@Command(
    name = "understand",
    mixinStandardHelpOptions = true,
    description = "Answers a question about an image; the answer appears as it is written.")
final class UnderstandCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ModelOption model = new ModelOption();

  @Parameters(paramLabel = "IMAGE", description = "A PNG, JPEG, BMP or GIF file.")
  private Path image = Path.of("");

  @Parameters(paramLabel = "QUESTION", description = "What to ask.")
  private String question = "";

  @Option(
      names = "--temperature",
      description = "0: the likeliest words; above: chance; default: ${DEFAULT-VALUE}.")
  private double temperature;

  @Option(names = "--top-p", description = "Share to choose from; default: ${DEFAULT-VALUE}.")
  private double topP = 1;

  @Option(names = "--seed", description = "Seed of the chance; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--max-tokens", description = "Longest answer; default: ${DEFAULT-VALUE}.")
  private int maxTokens = 256;

  @Override
  public void run() {
    PrintWriter out = Output.of(spec);
    UnderstandRequest request =
        UnderstandRequest.of(ImageInput.of(image), question)
            .withTemperature(temperature)
            .withTopP(topP)
            .withSeed(seed)
            .withMaxTokens(maxTokens)
            .withOnText(
                text -> {
                  out.print(text);
                  out.flush();
                });
    try (VuGen vugen = model.builder().build()) {
      vugen.understand(request);
      out.println();
    }
  }
}
