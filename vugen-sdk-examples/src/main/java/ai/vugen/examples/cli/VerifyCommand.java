package ai.vugen.examples.cli;

import ai.vugen.checkpoint.NonFinite;
import ai.vugen.error.ModelException;
import ai.vugen.session.LoadedModel;
import ai.vugen.zoo.FileCheck;
import ai.vugen.zoo.ModelFolder;
import ai.vugen.zoo.ModelZoo;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks everything about a model's files. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Checks a model: files and hashes, names and shapes of weights, NaN.")
final class VerifyCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FOLDER|ID", description = "A model's folder or id.")
  private String model = "";

  private int faults;

  @Override
  public Integer call() {
    ModelFolder folder = ModelZoo.resolve(model);
    PrintWriter out = Output.of(spec);
    out.println(folder.id() + " in " + folder.path());
    for (FileCheck check : folder.check()) {
      say(check.isSound(), check.name() + ": " + check.verdict());
    }
    try (LoadedModel loaded = LoadedModel.open(folder.path())) {
      int weights = loaded.checkpoint().names().size();
      say(true, weights + " weights: names and shapes as config.json asks for");
      List<NonFinite> bad = loaded.checkpoint().verify();
      bad.forEach(weight -> say(false, weight.toString()));
      if (bad.isEmpty()) {
        say(true, "no weight holds NaN or infinity");
      }
    } catch (ModelException e) {
      say(false, String.valueOf(e.getMessage()));
    }
    out.println(faults == 0 ? "The model is sound." : "The model has " + faults + " faults.");
    return faults == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void say(boolean sound, String what) {
    faults += sound ? 0 : 1;
    Output.of(spec).println((sound ? "  ok     " : "  FAULT  ") + what);
  }
}
