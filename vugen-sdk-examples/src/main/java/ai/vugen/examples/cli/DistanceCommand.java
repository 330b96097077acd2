package ai.vugen.examples.cli;

import ai.vugen.evaluation.features.OnnxFeatures;
import ai.vugen.evaluation.folders.FolderDistance;
import ai.vugen.evaluation.folders.FolderFeatures;
import ai.vugen.evaluation.folders.FolderReport;
import ai.vugen.evaluation.folders.PictureFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how far the pictures of one folder are from those of another. */
@Command(
    name = "distance",
    mixinStandardHelpOptions = true,
    description = {
      "Measures two folders of pictures as sets, in the features of a network that",
      "you give: Fréchet and kernel distance (FID and KID with Inception), precision,",
      "recall, density, coverage; the Inception Score too if the network classifies."
    })
final class DistanceCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--real",
      required = true,
      paramLabel = "FOLDER",
      description = "Reference pictures: png, jpg, bmp or gif, also in folders below.")
  private Path real = Path.of("");

  @Option(
      names = "--drawn",
      required = true,
      paramLabel = "FOLDER",
      description = "The pictures that are measured.")
  private Path drawn = Path.of("");

  @Option(
      names = "--extractor",
      required = true,
      paramLabel = "FILE",
      description = "A network of pictures as .onnx.")
  private Path extractor = Path.of("");

  @Option(
      names = "--output",
      paramLabel = "NAME",
      description = "Its output that the features are, if it has several.")
  private @Nullable String output;

  @Option(
      names = "--logits",
      paramLabel = "NAME",
      description = "Its output of classes before the softmax, for the Inception Score.")
  private @Nullable String logits;

  @Option(
      names = "--input",
      required = true,
      description = {
        "What it is fed: ${COMPLETION-CANDIDATES}.",
        "The first four are how these tools feed Inception; scores of two are not comparable."
      })
  private PictureFeed input = PictureFeed.CLEAN_FID;

  @Option(
      names = "--neighbours",
      paramLabel = "K",
      description = "For precision, recall, density, coverage; default: ${DEFAULT-VALUE}.")
  private int neighbours = 5;

  @Mixin private FolderReportOption report = new FolderReportOption();

  @Override
  public void run() {
    report.write(FolderReport.of(measure()), Output.of(spec));
  }

  private FolderDistance measure() {
    PictureFolder reference = PictureFolder.of(real);
    PictureFolder measured = PictureFolder.of(drawn);
    try (FolderBar bar = new FolderBar()) {
      FolderDistance distance;
      try (OnnxFeatures network = OnnxFeatures.open(extractor, input.input(), output)) {
        distance =
            FolderDistance.between(
                reference,
                measured,
                new FolderFeatures(network, report.folder(), "features.safetensors", bar),
                neighbours);
      }
      if (logits == null) {
        return distance;
      }
      try (OnnxFeatures classifier = OnnxFeatures.open(extractor, input.input(), logits)) {
        return distance.withInceptionScore(
            new FolderFeatures(classifier, report.folder(), "logits.safetensors", bar));
      }
    }
  }
}
