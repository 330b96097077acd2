package ai.vugen.model;

import ai.vugen.model.decoder.DecoderGoldens;
import ai.vugen.model.language.LanguageGoldens;
import ai.vugen.model.reducer.ReducerGoldens;
import ai.vugen.model.tower.TowerGoldens;
import ai.vugen.model.vision.VisionGoldens;
import java.util.List;
import java.util.stream.Stream;

/** Every comparison of a network with reference values. */
public final class NetworkGoldens {
  private NetworkGoldens() {}

  /** All comparisons. */
  public static List<NetworkGolden> all() {
    return Stream.of(
            VisionGoldens.all(),
            LanguageGoldens.all(),
            ReducerGoldens.all(),
            TowerGoldens.all(),
            DecoderGoldens.all())
        .flatMap(List::stream)
        .toList();
  }
}
