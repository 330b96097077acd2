package ai.vugen.training.bench;

import ai.vugen.pipeline.LoadedModel;
import ai.vugen.pipeline.Network;
import ai.vugen.runtime.SystemReport;
import ai.vugen.training.torch.Precision;
import ai.vugen.training.torch.TorchBackend;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that times the networks of a model on ONNX Runtime and on libtorch, in turns. */
@Command(
    name = "network-bench",
    mixinStandardHelpOptions = true,
    description = {
      "Times each network of a model on ONNX Runtime, as the SDK runs it, and on libtorch in",
      "float32 and bfloat16, as PyTorch's eager mode would; runs take turns."
    })
public final class NetworkBench implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--model", required = true, paramLabel = "DIR", description = "Model folder.")
  private Path model = Path.of("");

  @Option(names = "--runs", description = "Measured runs of each; default: ${DEFAULT-VALUE}.")
  private int runs = 7;

  @Option(
      names = "--network",
      split = ",",
      description = "Only these of ${COMPLETION-CANDIDATES}; default: all that the model has.")
  private @Nullable List<Network> networks;

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new NetworkBench())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(args));
  }

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    TorchBackend.threads(Runtime.getRuntime().availableProcessors());
    out.print(SystemReport.collect().text());
    try (LoadedModel loaded = LoadedModel.open(model)) {
      out.printf("Model         %s, %d runs each, in turns%n%n", loaded.config().name(), runs);
      out.println(Comparison.head());
      for (NetworkCase network : NetworkCase.of(loaded.config())) {
        if (networks == null || networks.contains(network.network())) {
          out.println(compare(network, loaded).row());
          out.flush();
        }
      }
    }
    return 0;
  }

  private Comparison compare(NetworkCase network, LoadedModel loaded) {
    MadeInputs inputs = new MadeInputs();
    List<Side> sides = new ArrayList<>();
    try {
      TorchSide reference = new TorchSide(network, loaded, Precision.FP32, inputs);
      sides.add(reference);
      sides.add(new TorchSide(network, loaded, Precision.BF16, inputs));
      sides.add(0, new SessionSide(network, loaded, inputs));
      return Comparison.measure(network.title(), reference.operations(), sides, runs);
    } finally {
      sides.forEach(Side::close);
    }
  }
}
