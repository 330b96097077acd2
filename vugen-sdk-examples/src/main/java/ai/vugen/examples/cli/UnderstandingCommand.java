package ai.vugen.examples.cli;

import ai.vugen.ModelInfo;
import ai.vugen.VuGen;
import ai.vugen.evaluation.report.MeasuredModel;
import ai.vugen.evaluation.report.ReportFolder;
import ai.vugen.evaluation.scenes.HeldOutScenes;
import ai.vugen.evaluation.understanding.UnderstandingReport;
import ai.vugen.evaluation.understanding.UnderstandingResult;
import ai.vugen.evaluation.understanding.UnderstandingRun;
import ai.vugen.evaluation.understanding.UnderstandingRun.PictureAnswerer;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Asks a model about held-out scenes and writes a report. */
@Command(
    name = "understanding",
    mixinStandardHelpOptions = true,
    description = {
      "Asks a model every question about scenes of the picture world that no training shows,",
      "compares the answers with the right ones and writes a report."
    })
final class UnderstandingCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private OpeningOption model = new OpeningOption();
  @Mixin private SceneOptions options = new SceneOptions();

  @Override
  public void run() {
    options.check(spec);
    ReportFolder folder = options.folder();
    UnderstandingResult result = evaluate(folder);
    Path page = new UnderstandingReport(result).write(folder);
    PrintWriter text = Output.of(spec);
    text.println(result.text());
    text.println(page.toAbsolutePath().normalize());
  }

  private UnderstandingResult evaluate(ReportFolder folder) {
    try (VuGen vugen = model.builder().build();
        SceneBar bar = new SceneBar()) {
      ModelInfo info = vugen.info();
      HeldOutScenes scenes = options.open(info.visionSize());
      return new UnderstandingRun(folder, scenes, bar)
          .ask(PictureAnswerer.of(vugen), MeasuredModel.of(info));
    }
  }
}
