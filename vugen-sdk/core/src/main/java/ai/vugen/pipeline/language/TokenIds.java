package ai.vugen.pipeline.language;

import java.util.Arrays;
import java.util.List;

/** Token ids, compared by content: the key of a cache. */
public record TokenIds(List<Integer> ids) {
  static TokenIds of(int[] ids) {
    return new TokenIds(Arrays.stream(ids).boxed().toList());
  }
}
