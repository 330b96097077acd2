package ai.vugen.examples.cli;

import ai.vugen.ModelInfo;
import ai.vugen.VuGen;
import ai.vugen.evaluation.judge.Judge;
import ai.vugen.evaluation.reconstruction.PictureCodec;
import ai.vugen.evaluation.reconstruction.ReconstructionReport;
import ai.vugen.evaluation.reconstruction.ReconstructionResult;
import ai.vugen.evaluation.reconstruction.ReconstructionRun;
import ai.vugen.evaluation.report.MeasuredModel;
import ai.vugen.evaluation.report.ReportFolder;
import ai.vugen.evaluation.scenes.HeldOutScenes;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Encodes and decodes held-out scenes and writes a report. */
@Command(
    name = "reconstruction",
    mixinStandardHelpOptions = true,
    description = {
      "Encodes scenes of the picture world that no training shows, decodes them with 1 and with 8",
      "steps, compares the pictures with the originals, one by one and as sets in the features of",
      "a judge, and writes a report."
    })
final class ReconstructionCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private OpeningOption model = new OpeningOption();
  @Mixin private JudgeOption judge = new JudgeOption();
  @Mixin private SceneOptions options = new SceneOptions();

  @Override
  public void run() {
    options.check(spec);
    ReportFolder folder = options.folder();
    ReconstructionResult result = evaluate(folder);
    Path page = new ReconstructionReport(result).write(folder);
    PrintWriter text = Output.of(spec);
    text.println(result.text());
    text.println(page.toAbsolutePath().normalize());
  }

  private ReconstructionResult evaluate(ReportFolder folder) {
    try (Judge opened = judge.open();
        VuGen vugen = model.builder().build();
        SceneBar bar = new SceneBar()) {
      ModelInfo info = vugen.info();
      HeldOutScenes scenes = options.open(ReconstructionRun.pictureSize(info));
      return new ReconstructionRun(folder, scenes, new Judge.Features(opened), bar)
          .measure(PictureCodec.of(vugen), MeasuredModel.of(info));
    }
  }
}
