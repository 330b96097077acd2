package ai.vugen.training.torch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Draws first values by rules on names: the last rule that matches decides, and numbers depend only
 * on the seed and the name.
 *
 * <p>Without further rules, biases are 0, vectors named {@code weight} (scales of norms) are 1, and
 * everything else is normal with the standard deviation 1 / √(inputs of one output).
 */
public final class RandomInitializer implements Initializer {
  private final long seed;
  private final List<Rule> rules;

  private record Rule(Pattern names, Distribution distribution) {}

  /** The rules that fit most networks. */
  public RandomInitializer(long seed) {
    this(seed, List.of());
  }

  private RandomInitializer(long seed, List<Rule> rules) {
    this.seed = seed;
    this.rules = List.copyOf(rules);
  }

  /**
   * The same rules and one more, which goes before them.
   *
   * @param names a regular expression that is found somewhere in the full names it is for
   */
  public RandomInitializer with(String names, Distribution distribution) {
    List<Rule> more = new ArrayList<>(List.of(new Rule(Pattern.compile(names), distribution)));
    more.addAll(rules);
    return new RandomInitializer(seed, more);
  }

  @Override
  public float[] values(String name, long[] sizes) {
    return distribution(name, sizes).draw(random(name), sizes);
  }

  private Distribution distribution(String name, long[] sizes) {
    for (Rule rule : rules) {
      if (rule.names.matcher(name).find()) {
        return rule.distribution;
      }
    }
    if (name.endsWith("bias")) {
      return Distribution.ZERO;
    }
    return sizes.length == 1 && name.endsWith("weight")
        ? Distribution.ONE
        : new Distribution.FanIn(1);
  }

  private Random random(String name) {
    CRC32 hash = new CRC32();
    hash.update(name.getBytes(StandardCharsets.UTF_8));
    return new Random(seed * 0x9E3779B97F4A7C15L ^ hash.getValue() << 16);
  }
}
