package ai.vugen.examples.cli;

import ai.vugen.VuGen;
import ai.vugen.evaluation.judge.Judge;
import ai.vugen.evaluation.sweep.Sweep;
import ai.vugen.evaluation.sweep.SweepReport;
import ai.vugen.evaluation.sweep.SweepRun;
import ai.vugen.evaluation.sweep.SweepSettings;
import ai.vugen.world.Sprites;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the quality of images over guidance, steps and decoder steps. */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    description = {
      "Measures images over guidance scales, sampling steps and decoder steps.",
      "Writes tables and plots. An interrupted run goes on at the point where it was."
    })
final class SweepCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private OpeningOption model = new OpeningOption();
  @Mixin private JudgeOption judge = new JudgeOption();

  @Mixin private SpritesOption sprites = new SpritesOption();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Where results are written, and found again.")
  private Path out = Path.of("");

  @Option(
      names = "--images",
      paramLabel = "N",
      description =
          "Reference pictures, and images of each point, at least 6; default: ${DEFAULT-VALUE}.")
  private int images = 256;

  @Option(
      names = "--limit",
      paramLabel = "L",
      description = "The first L GenEval prompts of each task; default: ${DEFAULT-VALUE}.")
  private int limit = 10;

  @Option(
      names = "--only",
      paramLabel = "SWEEP",
      description = "Measures only ${COMPLETION-CANDIDATES}; default: all three.")
  private @Nullable Sweep only;

  @Override
  public void run() {
    if (images < SweepSettings.LEAST_IMAGES || limit < 1) {
      String limits =
          "--images must be at least %d, --limit at least 1".formatted(SweepSettings.LEAST_IMAGES);
      throw new ParameterException(Objects.requireNonNull(spec).commandLine(), limits);
    }
    Path page = evaluate().write(out);
    Output.of(spec).println(page.toAbsolutePath().normalize());
  }

  /** Measures what is asked for and reports all that the folder has by the same protocol. */
  private SweepReport evaluate() {
    List<Sweep> all = List.of(Sweep.values());
    try (Judge opened = judge.open();
        VuGen vugen = model.builder().build();
        SweepBar bar = new SweepBar()) {
      SweepRun run =
          new SweepRun(
              vugen,
              opened,
              Sprites.load(sprites.folder()),
              SweepSettings.firstPrompts(images, limit),
              out,
              bar);
      run.measure(run.points(only == null ? all : List.of(only)));
      return new SweepReport(run.protocol(), run.kept(run.points(all)));
    }
  }
}
