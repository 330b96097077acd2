package ai.vugen.examples.cli;

import ai.vugen.CallOptions;
import ai.vugen.ChatMessage;
import ai.vugen.ChatRequest;
import ai.vugen.ImageInput;
import ai.vugen.VuGen;
import ai.vugen.image.Tiling;
import ai.vugen.text.AnswerOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers a question about one image or several. */
@Command(
    name = "understand",
    mixinStandardHelpOptions = true,
    description = {
      "Answers a question about an image; the answer appears as it is written.",
      "Several images, such as the frames of a video, are shown in their order."
    })
final class UnderstandCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private OpeningOption model = new OpeningOption();

  @Parameters(
      arity = "2..*",
      paramLabel = "IMAGE... QUESTION",
      hideParamSyntax = true,
      description = "PNG, JPEG, BMP or GIF files, then what to ask.")
  private List<String> words = List.of();

  @Option(
      names = "--max-tiles",
      paramLabel = "N",
      description = {
        "0: an image is one tile (vanilla); else: a thumbnail and up to N tiles (thumb+tile).",
        "Default: the model's own way; several images are one tile each."
      })
  private @Nullable Integer maxTiles;

  @Option(
      names = "--temperature",
      description = "0: the likeliest words; above: chance; default: ${DEFAULT-VALUE}.")
  private double temperature;

  @Option(
      names = "--top-k",
      description =
          "Number of likeliest tokens to choose from, 0 for all; default: ${DEFAULT-VALUE}.")
  private int topK;

  @Option(names = "--top-p", description = "Share to choose from; default: ${DEFAULT-VALUE}.")
  private double topP = 1;

  @Option(names = "--seed", description = "Seed of the chance; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--max-tokens", description = "Longest answer; default: ${DEFAULT-VALUE}.")
  private int maxTokens = 256;

  @Override
  public void run() {
    PrintWriter out = Output.of(spec);
    List<ImageInput> images =
        words.subList(0, words.size() - 1).stream()
            .map(file -> ImageInput.of(Path.of(file)))
            .toList();
    ChatMessage.UserMessage question = ChatMessage.user(images, words.get(words.size() - 1));
    AnswerOptions options =
        AnswerOptions.DEFAULT
            .withTemperature(temperature)
            .withTopP(topP)
            .withSeed(seed)
            .withMaxTokens(maxTokens);
    ChatRequest request =
        new ChatRequest(
            List.of(tiling().map(question::withTiling).orElse(question)),
            topK == 0 ? options : options.withTopK(topK));
    CallOptions streamed =
        CallOptions.DEFAULT.withTextListener(
            text -> {
              out.print(text);
              out.flush();
            });
    try (VuGen vugen = model.builder().build()) {
      vugen.understand(request, streamed);
      out.println();
    }
  }

  private Optional<Tiling> tiling() {
    return Optional.ofNullable(maxTiles)
        .map(most -> most == 0 ? new Tiling.Vanilla() : new Tiling.ThumbAndTiles(most));
  }
}
