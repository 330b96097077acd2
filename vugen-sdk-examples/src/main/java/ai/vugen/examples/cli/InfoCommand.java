package ai.vugen.examples.cli;

import ai.vugen.ModelInfo;
import ai.vugen.VuGen;
import ai.vugen.zoo.Manifest;
import ai.vugen.zoo.ModelFolder;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what a model is. */
@Command(
    name = "info",
    mixinStandardHelpOptions = true,
    description = "Says what a model is: version, licence, sizes, parameters.")
final class InfoCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ModelOption model = new ModelOption();

  @Override
  public void run() {
    ModelFolder folder = model.folder();
    try (VuGen vugen = VuGen.builder().model(folder.path()).build()) {
      ModelInfo info = vugen.info();
      line("Model", folder.id());
      Manifest manifest = folder.manifest();
      if (manifest != null) {
        line("Title", manifest.title());
        line("Version", manifest.version());
        line("Licence", manifest.licence());
      }
      line("Folder", folder.path());
      line("Weights", "SHA-256 " + folder.sha256());
      line("Parameters", count(info.parameterCount()));
      new TreeMap<>(info.parameters()).forEach((name, size) -> line("  " + name, count(size)));
      line("Sees", info.visionSize() + " x " + info.visionSize() + " pixels a tile");
      line("Context", info.contextTokens() + " tokens");
      info.drawing().ifPresent(this::drawing);
      line("SDK", info.sdkVersion() + ", ONNX Runtime " + info.runtimeVersion());
    }
  }

  private void drawing(ModelInfo.DrawingInfo drawing) {
    var latent = drawing.latent();
    line("Draws", drawing.imageSize() + " x " + drawing.imageSize() + " pixels");
    line("Latent", latent.channels() + " x " + latent.rows() + " x " + latent.columns());
  }

  private static String count(long parameters) {
    return String.format(Locale.ROOT, "%,d", parameters);
  }

  private void line(String name, Object value) {
    PrintWriter out = Output.of(spec);
    out.println(String.format(Locale.ROOT, "%-12s %s", name, value));
  }
}
