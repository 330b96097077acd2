package ai.vugen.examples.cli;

import ai.vugen.VuGen;
import ai.vugen.evaluation.calibration.CalibrationReport;
import ai.vugen.evaluation.calibration.CalibrationResult;
import ai.vugen.evaluation.calibration.CalibrationRun;
import ai.vugen.evaluation.calibration.RoundTrip;
import ai.vugen.evaluation.geneval.GenEvalJudge;
import ai.vugen.evaluation.judge.Judge;
import ai.vugen.evaluation.judge.PictureWorldDetector;
import ai.vugen.evaluation.reconstruction.PictureCodec;
import ai.vugen.world.PictureWorld;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Judges pictures that are right by construction, as GenEval judges drawn ones. */
@Command(
    name = "calibration",
    mixinStandardHelpOptions = true,
    description = {
      "Composes scenes that show what GenEval's prompts ask for and judges them as drawn images are",
      "judged, then the same scenes with their prompts shuffled; writes a report. With --through,",
      "what a model could score at most: the judge sees each scene as the model decodes it."
    })
final class CalibrationCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private JudgeOption judge = new JudgeOption();
  @Mixin private PromptOptions prompts = new PromptOptions();

  @Mixin private SpritesOption sprites = new SpritesOption();

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
  private int images = CalibrationRun.Settings.OFFICIAL_IMAGES;

  @Option(
      names = "--seed",
      description = "Seed of scenes and shuffling; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--through",
      paramLabel = "ID|FOLDER",
      description = "A model that encodes and decodes each scene before it is judged.")
  private @Nullable String through;

  @Override
  public void run() {
    prompts.check(spec, images);
    CalibrationReport report = new CalibrationReport(measure());
    Path page = report.write();
    PrintWriter text = Output.of(spec);
    text.println(report.text());
    text.println(page.toAbsolutePath().normalize());
  }

  private CalibrationResult measure() {
    try (Judge opened = judge.open()) {
      PictureWorldDetector detector = new PictureWorldDetector(opened);
      if (through == null) {
        return measure(opened, new GenEvalJudge(detector, detector));
      }
      try (VuGen vugen = VuGen.builder().model(through).build()) {
        RoundTrip seen =
            new RoundTrip(
                PictureCodec.of(vugen), vugen.info().model().toString(), detector, detector);
        return measure(opened, new GenEvalJudge(seen, seen));
      }
    }
  }

  private CalibrationResult measure(Judge opened, GenEvalJudge asked) {
    try (ImageBar bar = new ImageBar()) {
      CalibrationRun run =
          new CalibrationRun(
              out,
              asked,
              PictureWorld.open(sprites.folder(), opened.imageSize()),
              new CalibrationRun.Settings(images, seed),
              bar);
      return run.measure(prompts.places(run.folder()));
    }
  }
}
