package ai.vugen.training.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.model.ModelConfig;
import ai.vugen.session.ModelGraphs;
import ai.vugen.tensor.Role;
import ai.vugen.training.torch.Distribution;
import ai.vugen.training.torch.Initializer;
import ai.vugen.training.torch.Optimizer;
import ai.vugen.training.torch.RandomInitializer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is decayed in nano and how it begins follow from roles as they did from names. */
class NanoRolesTest {
  private static final Pattern TABLES =
      Pattern.compile("(embed_tokens\\.weight|pos_embed|cls_token|relative_bias_table)$");
  private static final Pattern LAYERS =
      Pattern.compile("(^|\\.)(layers|(transformer_)?blocks)\\.\\d+\\.");

  private static final Map<String, Distribution> RULES = rules();

  private final ModelConfig config =
      ModelConfig.read(Path.of("../nano/src/main/resources/ai/vugen/models/nano"));
  private final Map<String, long[]> shapes = ModelGraphs.allWeights(config);
  private final Map<String, Role> roles = ModelGraphs.allRoles(config);

  private static Map<String, Distribution> rules() {
    Map<String, Distribution> rules = new LinkedHashMap<>(); // the first that matches decides
    rules.put("latent\\.mean$", Distribution.ZERO);
    rules.put("latent\\.std$", Distribution.ONE);
    rules.put("generation_tower\\.latent_out\\.weight$", Distribution.ZERO);
    rules.put("decoder.*(conv2|ff\\.proj_out|conv_out)\\.weight$", Distribution.ZERO);
    rules.put("relative_bias_table$", Distribution.ZERO);
    rules.put("embed_tokens|cls_token|pos_embed", new Distribution.Normal(0.02));
    rules.put("gamma_[12]$", new Distribution.Constant(0.1));
    rules.put("bias$", Distribution.ZERO);
    return rules;
  }

  private static Distribution distribution(String name, long[] shape) {
    for (Map.Entry<String, Distribution> rule : RULES.entrySet()) {
      if (Pattern.compile(rule.getKey()).matcher(name).find()) {
        return rule.getValue();
      }
    }
    boolean gain = shape.length == 1 && name.endsWith("weight");
    return gain ? Distribution.ONE : new Distribution.FanIn(1);
  }

  private Role role(String name) {
    return Objects.requireNonNull(roles.get(name), name);
  }

  @Test
  void firstValuesAreThoseOfTheNames() {
    Initializer fresh = Training.fresh(5);
    shapes.forEach(
        (name, shape) -> {
          Distribution expected = distribution(name, shape);
          Initializer before = new RandomInitializer(5).with(role -> true, expected);
          assertThat(fresh.values(name, role(name), shape))
              .as(name)
              .isEqualTo(before.values(name, role(name), shape));
        });
  }

  @Test
  void groupsOfTheOptimizerAreThoseOfTheNames() {
    shapes.forEach(
        (name, shape) -> {
          boolean decayed = shape.length > 1 && !TABLES.matcher(name).find();
          assertThat(Optimizer.decays(role(name))).as(name).isEqualTo(decayed);
          assertThat(role(name).isBlockMatrix())
              .as(name)
              .isEqualTo(decayed && shape.length == 2 && LAYERS.matcher(name).find());
        });
    assertThat(roles.values()).anyMatch(Role::isBlockMatrix).anyMatch(Role::isBlockWindow);
  }
}
