package ai.vugen.training.torch;

import ai.vugen.tensor.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.zip.CRC32;

/**
 * Draws first values by rules on roles: the last rule that matches decides, and numbers depend only
 * on the seed and the name.
 *
 * <p>Without further rules, biases and means are 0, gains of norms and deviations are 1, and
 * everything else is normal with the standard deviation 1 / √(inputs of one output).
 */
public final class RandomInitializer implements Initializer {
  private final long seed;
  private final List<Rule> rules;

  private record Rule(Predicate<Role> roles, Distribution distribution) {}

  /** The rules that fit most networks. */
  public RandomInitializer(long seed) {
    this(seed, List.of());
  }

  private RandomInitializer(long seed, List<Rule> rules) {
    this.seed = seed;
    this.rules = List.copyOf(rules);
  }

  /**
   * Returns the same rules and one more, which goes before them.
   *
   * @param roles whether it is for parameters of a role
   */
  public RandomInitializer with(Predicate<Role> roles, Distribution distribution) {
    List<Rule> more = new ArrayList<>(List.of(new Rule(roles, distribution)));
    more.addAll(rules);
    return new RandomInitializer(seed, more);
  }

  @Override
  public float[] values(String name, Role role, long[] sizes) {
    return distribution(role).draw(random(name), sizes);
  }

  private Distribution distribution(Role role) {
    for (Rule rule : rules) {
      if (rule.roles.test(role)) {
        return rule.distribution;
      }
    }
    return switch (role.use()) {
      case BIAS, MEAN -> Distribution.ZERO;
      case GAIN, DEVIATION -> Distribution.ONE;
      default -> new Distribution.FanIn(1);
    };
  }

  private Random random(String name) {
    CRC32 hash = new CRC32();
    hash.update(name.getBytes(StandardCharsets.UTF_8));
    return new Random(seed * 0x9E3779B97F4A7C15L ^ hash.getValue() << 16);
  }
}
