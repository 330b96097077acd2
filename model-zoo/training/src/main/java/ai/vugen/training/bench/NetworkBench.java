package ai.vugen.training.bench;

import ai.vugen.model.ModelConfig;
import ai.vugen.pipeline.Network;
import ai.vugen.quantization.Precision;
import ai.vugen.runtime.SystemReport;
import ai.vugen.training.torch.TorchBackend;
import java.io.PrintWriter;
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

  @Option(
      names = "--model",
      paramLabel = "ID|FOLDER",
      description = "A model of the catalog, or a model folder; default: ${DEFAULT-VALUE}.")
  private String model = "nano";

  @Option(names = "--runs", description = "Measured runs of each; default: ${DEFAULT-VALUE}.")
  private int runs = 7;

  @Option(
      names = "--torch-threads",
      description = "Threads of an operation of libtorch; default: one a processor.")
  private int torchThreads = Runtime.getRuntime().availableProcessors();

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
    TorchBackend.threads(torchThreads);
    out.print(SystemReport.collect().text());
    try (BenchModel opened = BenchModel.open(model)) {
      ModelConfig config = opened.loaded().config();
      out.printf("Model         %s, %d runs each, in turns%n%n", config.name(), runs);
      out.println(Comparison.head());
      for (NetworkCase network : NetworkCase.of(config)) {
        if (networks == null || networks.contains(network.network())) {
          out.println(compare(network, opened).row());
          out.flush();
        }
      }
    }
    return 0;
  }

  private Comparison compare(NetworkCase network, BenchModel opened) {
    MadeInputs inputs = new MadeInputs();
    List<Side> sides = new ArrayList<>();
    try {
      TorchSide reference = TorchSide.fp32(network, opened, inputs);
      sides.add(reference);
      sides.add(TorchSide.bf16(network, opened, inputs));
      sides.add(new SessionSide(network, opened, Precision.EXACT, inputs));
      if (network.network() != Network.DECODER) { // which FAST leaves as it is
        sides.add(new SessionSide(network, opened, Precision.FAST, inputs));
      }
      return Comparison.measure(network.title(), reference.operations(), sides, runs);
    } finally {
      sides.forEach(Side::close);
    }
  }
}
