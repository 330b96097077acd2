package ai.vugen.examples.cli;

import ai.vugen.VuGen;
import ai.vugen.evaluation.geneval.GenEvalFolder;
import ai.vugen.evaluation.geneval.GenEvalJudge;
import ai.vugen.evaluation.geneval.GenEvalReport;
import ai.vugen.evaluation.geneval.GenEvalResult;
import ai.vugen.evaluation.geneval.GenEvalRun;
import ai.vugen.evaluation.geneval.PromptFolder;
import ai.vugen.evaluation.judge.Judge;
import ai.vugen.evaluation.judge.PictureWorldDetector;
import ai.vugen.flow.Solver;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Draws GenEval's prompts, judges the images and writes a report. */
@Command(
    name = "geneval",
    mixinStandardHelpOptions = true,
    description = {
      "Draws images of GenEval's prompts, judges them and writes a report.",
      "An interrupted run goes on where it was."
    })
final class GenEvalCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private OpeningOption model = new OpeningOption();
  @Mixin private JudgeOption judge = new JudgeOption();
  @Mixin private PromptOptions prompts = new PromptOptions();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Where images and report are written, and images are found again.")
  private Path out = Path.of("");

  @Option(
      names = "--images",
      paramLabel = "N",
      description = "Images of each prompt, with the seeds 0 to N - 1; default: ${DEFAULT-VALUE}.")
  private int images = GenEvalRun.OFFICIAL_IMAGES;

  @Option(names = "--cfg", description = "Guidance scale, 1 is off; default: ${DEFAULT-VALUE}.")
  private double cfg = 5;

  @Option(names = "--steps", description = "Sampling steps; default: ${DEFAULT-VALUE}.")
  private int steps = 25;

  @Option(names = "--solver", description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
  private Solver solver = Solver.EULER;

  @Override
  public void run() {
    prompts.check(spec, images);
    GenEvalResult result = evaluate();
    Path page = new GenEvalReport(result).write();
    PrintWriter text = Output.of(spec);
    text.println(result.summary().text());
    text.println(page.toAbsolutePath().normalize());
  }

  private GenEvalResult evaluate() {
    GenEvalFolder folder = new GenEvalFolder(out);
    List<PromptFolder> places = prompts.places(folder);
    try (Judge opened = judge.open();
        VuGen vugen =
            model.builder().defaults(d -> d.cfg(cfg).steps(steps).solver(solver)).build();
        ImageBar bar = new ImageBar()) {
      PictureWorldDetector detector = new PictureWorldDetector(opened);
      return new GenEvalRun(folder, new GenEvalJudge(detector, detector), bar)
          .draw(vugen, places, images);
    }
  }
}
