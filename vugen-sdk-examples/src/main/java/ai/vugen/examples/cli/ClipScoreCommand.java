package ai.vugen.examples.cli;

import ai.vugen.evaluation.features.OnnxFeatures;
import ai.vugen.evaluation.features.PictureInput;
import ai.vugen.evaluation.folders.CaptionScores;
import ai.vugen.evaluation.folders.Captions;
import ai.vugen.evaluation.folders.FolderFeatures;
import ai.vugen.evaluation.folders.FolderReport;
import ai.vugen.evaluation.folders.PictureFolder;
import ai.vugen.evaluation.text.ClipScore;
import ai.vugen.evaluation.text.ClipText;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how well pictures fit their captions. */
@Command(
    name = "clip-score",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how well the pictures of a folder fit their captions, by a CLIP that",
      "you give as two networks and a tokenizer.json. Pictures that this SDK drew know",
      "their captions."
    })
final class ClipScoreCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--images", required = true, paramLabel = "FOLDER", description = "Pictures.")
  private Path images = Path.of("");

  @Option(
      names = "--captions",
      paramLabel = "FILE",
      description = "A line a picture: its path in the folder, a tab, its caption.")
  private @Nullable Path captions;

  @Option(
      names = "--image-encoder",
      required = true,
      paramLabel = "FILE",
      description = "The CLIP's network of pictures as .onnx.")
  private Path imageEncoder = Path.of("");

  @Option(
      names = "--text-encoder",
      required = true,
      paramLabel = "FILE",
      description = "The CLIP's network of texts as .onnx.")
  private Path textEncoder = Path.of("");

  @Option(
      names = "--image-output",
      paramLabel = "NAME",
      description = "The output that is the embedding, if there are several.")
  private @Nullable String imageOutput;

  @Option(
      names = "--text-output",
      paramLabel = "NAME",
      description = "The output that is the embedding, if there are several.")
  private @Nullable String textOutput;

  @Option(
      names = "--tokenizer",
      required = true,
      paramLabel = "FILE",
      description = "The CLIP's tokenizer.json.")
  private Path tokenizer = Path.of("");

  @Option(
      names = "--convention",
      description =
          "${COMPLETION-CANDIDATES}: 2.5 times or 100 times the cosine; default: ${DEFAULT-VALUE}.")
  private ClipScore.Convention convention = ClipScore.Convention.TORCHMETRICS;

  @Mixin private FolderReportOption report = new FolderReportOption();

  @Override
  public void run() {
    report.write(FolderReport.of(measure()), Output.of(spec));
  }

  private CaptionScores measure() {
    PictureFolder folder = PictureFolder.of(images);
    List<String> texts = Captions.of(folder, captions);
    try (FolderBar bar = new FolderBar();
        OnnxFeatures pictures = OnnxFeatures.open(imageEncoder, PictureInput.CLIP, imageOutput);
        ClipText words = ClipText.open(textEncoder, textOutput, tokenizer)) {
      return CaptionScores.of(
          folder,
          texts,
          new FolderFeatures(pictures, report.folder(), "embeddings.safetensors", bar),
          words,
          convention);
    }
  }
}
