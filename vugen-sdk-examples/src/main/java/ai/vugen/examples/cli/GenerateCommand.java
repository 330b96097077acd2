package ai.vugen.examples.cli;

import ai.vugen.CallOptions;
import ai.vugen.GenerateRequest;
import ai.vugen.GeneratedImage;
import ai.vugen.VuGen;
import ai.vugen.flow.Solver;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws images from a prompt. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = "Draws images from a prompt and prints their files.")
final class GenerateCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private OpeningOption model = new OpeningOption();

  @Parameters(paramLabel = "PROMPT", description = "What to draw.")
  private String prompt = "";

  @ArgGroup private StepOption steps = new StepOption();

  @Option(names = "--cfg", description = "Guidance scale, 1 is off; default: ${DEFAULT-VALUE}.")
  private double cfg = 5;

  @ArgGroup private SeedOption seed = new SeedOption();

  @Option(names = "--count", description = "Number of images; default: ${DEFAULT-VALUE}.")
  private int count = 1;

  @Option(names = "--negative", paramLabel = "TEXT", description = "What to guide away from.")
  private String negative = "";

  @Option(names = "--solver", description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
  private Solver solver = Solver.EULER;

  @Option(names = "--decoder-steps", description = "Decoder steps; default: ${DEFAULT-VALUE}.")
  private int decoderSteps = 1;

  @Option(
      names = "--out",
      paramLabel = "FILE|FOLDER",
      description = "Where to write; default: a name made of the prompt, in the current folder.")
  private @Nullable Path out;

  @Option(names = "--timestamps", hidden = true, description = "Print when each part was done.")
  private boolean timestamps;

  /** Where the noise comes from. */
  private static final class SeedOption {
    @Option(names = "--seed", description = "Seed of the noise; default: 0.")
    private long seed;

    @Option(names = "--random-seed", description = "A new seed each time.")
    private boolean random;
  }

  @Override
  public void run() {
    stamp("main");
    StepBar bar = new StepBar();
    GenerateRequest request = request();
    try (VuGen vugen = model.builder().build()) {
      stamp("opened");
      save(draw(vugen, request, bar));
      stamp("saved");
    }
  }

  private List<GeneratedImage> draw(VuGen vugen, GenerateRequest request, StepBar bar) {
    try (bar) {
      return vugen.generate(request, CallOptions.DEFAULT.withListener(bar));
    } finally {
      stamp("drawn");
    }
  }

  private GenerateRequest request() {
    GenerateRequest.Builder request =
        GenerateRequest.builder(prompt)
            .cfg(cfg)
            .seed(seed.seed)
            .count(count)
            .negativePrompt(negative)
            .solver(solver)
            .decoderSteps(decoderSteps);
    steps.applyTo(request);
    return (seed.random ? request.randomSeed() : request).build();
  }

  private void save(List<GeneratedImage> images) {
    long used = images.get(0).seed();
    String name = PictureFiles.name(prompt) + (used == 0 ? "" : "-seed" + used);
    List<Path> places = PictureFiles.places(out, name, images.size());
    for (int i = 0; i < images.size(); i++) {
      Output.of(spec).println(PictureFiles.save(images.get(i), places.get(i)));
    }
    if (seed.random) {
      Output.notes(spec).println("Seed " + used);
    }
  }

  private void stamp(String what) {
    if (timestamps) {
      Instant now = Instant.now();
      long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
      Output.notes(spec).println(what + " " + micros);
    }
  }
}
