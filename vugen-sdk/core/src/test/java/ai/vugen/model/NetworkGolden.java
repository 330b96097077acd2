package ai.vugen.model;

import ai.vugen.tensor.Evaluator;
import java.util.function.Consumer;

/**
 * A comparison of networks with reference values, which any backend must pass.
 *
 * @param name what is compared
 * @param check runs it on a backend
 */
public record NetworkGolden(String name, Consumer<Evaluator> check) {
  @Override
  public String toString() {
    return name;
  }
}
