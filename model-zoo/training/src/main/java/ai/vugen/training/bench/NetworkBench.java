package ai.vugen.training.bench;

import ai.vugen.device.Precision;
import ai.vugen.model.ModelConfig;
import ai.vugen.runtime.SystemReport;
import ai.vugen.session.ModelGraphs;
import ai.vugen.training.torch.ComputeType;
import ai.vugen.training.torch.TorchBackend;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that times the networks of a model on ONNX Runtime and on libtorch, in turns. */
@Command(
    name = "network-bench",
    mixinStandardHelpOptions = true,
    description = {
      "Times each network of a model on ONNX Runtime, as the SDK runs it, and on libtorch in",
      "float32 and bfloat16, as PyTorch's eager mode would; runs take turns. The last columns say",
      "what share of the machine's best matrix product FLOAT32 reaches."
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
      names = "--torch",
      split = ",",
      paramLabel = "PRECISION",
      description = {
        "Precisions of libtorch, of ${COMPLETION-CANDIDATES}; default: FP32,BF16. Processors",
        "without instructions for bfloat16 emulate it, which is many times slower."
      })
  private List<ComputeType> torch = List.of(ComputeType.FP32, ComputeType.BF16);

  @Option(
      names = "--profile",
      description = "Also print where the time of each network goes, operator by operator.")
  private boolean profile;

  @Option(
      names = "--roofline",
      paramLabel = "FILE",
      description = "Also draw the networks under the machine's limits, as PNG.")
  private @Nullable Path roofline;

  @Option(
      names = "--network",
      split = ",",
      description =
          "Only these: vision, encoder, language, tower, decoder; default: all of the model.")
  private @Nullable List<String> networks;

  public static void main(String[] args) {
    liftMemoryLimits();
    System.exit(
        new CommandLine(new NetworkBench())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(args));
  }

  /** JavaCPP allows four times the Java heap, less than a large model takes, unless it is told. */
  private static void liftMemoryLimits() {
    for (String limit : List.of("maxBytes", "maxPhysicalBytes")) {
      String property = "org.bytedeco.javacpp." + limit;
      if (System.getProperty(property) == null) {
        System.setProperty(property, "0"); // none
      }
    }
  }

  @Override
  public Integer call() {
    if (torch.isEmpty()) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "--torch must name a precision");
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    TorchBackend.threads(torchThreads);
    out.print(SystemReport.collect().text());
    MachinePeak peak = MachinePeak.measure();
    out.println(peak.text());
    try (BenchModel opened = BenchModel.open(model)) {
      ModelConfig config = opened.loaded().config();
      out.printf("Model         %s, %d runs each, in turns%n%n", config.name(), runs);
      out.println(Comparison.head());
      List<String> profiles = new ArrayList<>();
      List<Roofline.Point> points = new ArrayList<>();
      for (NetworkCase network : NetworkCase.of(config)) {
        if (networks == null || networks.contains(network.network().name())) {
          MadeInputs inputs = new MadeInputs();
          Comparison comparison = compare(network, opened, inputs);
          out.println(comparison.row(peak));
          out.flush();
          points.addAll(comparison.points(weights(network, config)));
          if (profile) {
            profiles.add(profile(network, opened, inputs));
          }
        }
      }
      profiles.forEach(out::println);
      if (roofline != null) {
        new Roofline(peak, points).write(roofline);
      }
    }
    return 0;
  }

  private static long weights(NetworkCase network, ModelConfig config) {
    return ModelGraphs.weights(network.network()).values().stream()
        .mapToLong(shape -> LongStream.of(shape).reduce(1, (a, b) -> a * b))
        .sum();
  }

  /** Returns where the time goes, as tables. */
  private String profile(NetworkCase network, BenchModel opened, MadeInputs inputs) {
    StringBuilder tables = new StringBuilder();
    for (Precision precision : Precision.values()) {
      try (SessionSide side = SessionSide.profiled(network, opened, precision, inputs)) {
        for (int run = 0; run < runs; run++) {
          side.run();
        }
        String title = network.title() + ", " + precision;
        tables.append(System.lineSeparator()).append(side.profile().table(title));
      }
    }
    return tables.toString();
  }

  private Comparison compare(NetworkCase network, BenchModel opened, MadeInputs inputs) {
    List<Side> sides = new ArrayList<>();
    try {
      long operations = 0;
      for (var precision : torch) {
        TorchSide side = new TorchSide(network, opened, precision, inputs);
        sides.add(side);
        operations = side.operations();
      }
      for (Precision precision : Precision.values()) {
        sides.add(new SessionSide(network, opened, precision, inputs));
      }
      return Comparison.measure(network.title(), operations, sides, runs);
    } finally {
      sides.forEach(Side::close);
    }
  }
}
