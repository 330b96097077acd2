package ai.vugen.training.bench;

import ai.vugen.graph.DecoderGraph;
import ai.vugen.graph.LanguageGraph;
import ai.vugen.graph.Network;
import ai.vugen.graph.TowerGraph;
import ai.vugen.graph.VisionGraph;
import ai.vugen.model.ModelConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One run of a network that is timed.
 *
 * @param title what it is, for a table
 * @param network which
 * @param extents of its inputs, by the names of {@code docs/graphs.md}
 */
record NetworkCase(String title, Network network, Map<String, Long> extents) {
  private static final long PREFIX = 64;
  private static final long QUESTION = 64;

  /** Returns the cases of a model: what drawing an image and answering a question are made of. */
  static List<NetworkCase> of(ModelConfig config) {
    long image = config.vision().tokensPerTile();
    long asked = image + QUESTION;
    List<NetworkCase> cases = new ArrayList<>();
    cases.add(
        new NetworkCase("vision, a tile", config.network(VisionGraph.NAME), Map.of("tiles", 1L)));
    cases.add(
        language(config, "language, %d tokens of an image and a question", asked, asked, 0, image));
    cases.add(language(config, "language, one token after %d", asked, 1, asked, 1));
    if (config.drawing().isPresent()) {
      cases.add(
          new NetworkCase(
              "tower, a step with guidance, %d tokens after %d"
                  .formatted(config.requireDrawing().towerTokens(), PREFIX),
              config.network(TowerGraph.NAME),
              Map.of("batch", 2L, "prefix", PREFIX)));
      cases.add(
          new NetworkCase(
              "decoder, a step", config.network(DecoderGraph.NAME), Map.of("batch", 1L)));
    }
    return cases;
  }

  private static NetworkCase language(
      ModelConfig config, String title, long named, long sequence, long past, long imageRows) {
    return new NetworkCase(
        title.formatted(named),
        config.network(LanguageGraph.NAME),
        Map.of("sequence", sequence, "past", past, "image_rows", imageRows, "rows", 1L));
  }
}
