package ai.vugen.examples.cli;

import ai.vugen.evaluation.calibration.CalibrationReport;
import ai.vugen.evaluation.calibration.CalibrationResult;
import ai.vugen.evaluation.calibration.CalibrationRun;
import ai.vugen.evaluation.calibration.CalibrationSettings;
import ai.vugen.evaluation.geneval.GenEvalJudge;
import ai.vugen.evaluation.geneval.GenEvalPrompt;
import ai.vugen.evaluation.geneval.GenEvalPrompts;
import ai.vugen.evaluation.geneval.PromptFolder;
import ai.vugen.evaluation.judge.Judge;
import ai.vugen.evaluation.judge.PictureWorldDetector;
import ai.vugen.world.PictureWorld;
import java.io.PrintWriter;
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

/** Judges pictures that are right by construction, as GenEval judges drawn ones. */
@Command(
    name = "calibration",
    mixinStandardHelpOptions = true,
    description = {
      "Composes scenes that show what GenEval's prompts ask for and judges them as drawn images are",
      "judged, then the same scenes with their prompts shuffled; writes a report."
    })
final class CalibrationCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private JudgeOption judge = new JudgeOption();

  @Option(
      names = "--sprites",
      required = true,
      paramLabel = "DRAWINGS",
      description = "The folder of drawings that the scenes are made of.")
  private Path sprites = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Where scenes and reports are written.")
  private Path out = Path.of("");

  @Option(
      names = "--images",
      paramLabel = "K",
      description = "Scenes of each prompt, in turn in each style; default: ${DEFAULT-VALUE}.")
  private int images = CalibrationSettings.OFFICIAL_IMAGES;

  @Option(
      names = "--prompts",
      paramLabel = "FILE",
      description = "Prompts, one JSON object a line; default: those of the picture world.")
  private @Nullable Path prompts;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Only the first N prompts of each task; default: all.")
  private @Nullable Integer limit;

  @Option(
      names = "--seed",
      description = "Seed of scenes and shuffling; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public void run() {
    if (images < 1 || (limit != null && limit < 1)) {
      String limits = "--images and --limit must be at least 1";
      throw new ParameterException(Objects.requireNonNull(spec).commandLine(), limits);
    }
    CalibrationReport report = new CalibrationReport(measure());
    Path page = report.write();
    PrintWriter text = Output.of(spec);
    text.println(report.text());
    text.println(page.toAbsolutePath().normalize());
  }

  private CalibrationResult measure() {
    List<GenEvalPrompt> all =
        prompts == null ? GenEvalPrompts.pictureWorld() : GenEvalPrompts.read(prompts);
    try (Judge opened = judge.open();
        ImageBar bar = new ImageBar()) {
      PictureWorldDetector detector = new PictureWorldDetector(opened);
      CalibrationRun run =
          new CalibrationRun(
              out,
              new GenEvalJudge(detector, detector),
              PictureWorld.open(sprites, opened.imageSize()),
              new CalibrationSettings(images, seed),
              bar);
      List<PromptFolder> places =
          limit == null ? run.folder().places(all) : run.folder().firstPlaces(all, limit);
      return run.measure(places);
    }
  }
}
