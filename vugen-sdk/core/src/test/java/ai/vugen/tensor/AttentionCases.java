package ai.vugen.tensor;

import java.util.List;

/** Cases of attention: equal and grouped heads, every way a mask may broadcast, symbolic sizes. */
final class AttentionCases {
  private AttentionCases() {}

  static List<OpCase> all() {
    return List.of(
        attention("1, 1, 1, 1", "1, 1, 1, 1", ""),
        attention("2, 3, 5, 4", "2, 3, 5, 4", ""),
        attention("2, 6, 5, 7", "2, 2, 3, 7", ""),
        attention("1, 8, 1, 8", "1, 1, 9, 8", ""),
        attention("b=2, 6, s=5, 4", "b=2, 2, t=7, 4", ""),
        attention("2, 6, 5, 4", "2, 2, 7, 4", "5, 7"),
        attention("b=2, 6, s=5, 4", "b=2, 2, t=7, 4", "s=5, t=7"),
        attention("2, 6, 5, 4", "2, 2, 7, 4", "6, 5, 7"),
        attention("b=2, 6, s=5, 4", "b=2, 2, t=7, 4", "6, s=5, t=7"),
        attention("2, 6, 5, 4", "2, 2, 7, 4", "2, 1, 1, 7"),
        attention("b=2, 6, s=5, 4", "b=2, 2, t=7, 4", "b=2, 1, 1, t=7"),
        attention("b=2, 6, s=5, 4", "b=2, 2, t=7, 4", "b=2, 1, s=5, t=7"),
        attention("b=2, 6, 5, 4", "b=2, 2, t=7, 4", "b=2, 6, 5, t=7"),
        attention("b=2, 6, 5, 4", "b=2, 6, t=7, 4", "1, 6, 5, t=7"),
        attention("2, 6, 5, 4", "2, 2, 7, 4", "7"),
        attention("2, 6, 5, 4", "2, 2, 7, 4", "5, 1"),
        attention("2, 6, 5, 4", "2, 2, 7, 4", "2, 6, 1, 1"),
        attention("b=1, 4, s=1, 4", "b=1, 2, t=1, 4", "b=1, 1, s=1, t=1"),
        OpCase.of("attention with a scalar bias")
            .real("q", "1, 2, 3, 5")
            .real("m", "")
            .gives((w, in) -> in.get("q").attention(in.get("q"), in.get("q"), 0.3, in.get("m"))),
        OpCase.of("attention with values of another width")
            .real("q", "2, 4, 3, 5")
            .real("k", "2, 2, 7, 5")
            .real("v", "2, 2, 7, 3")
            .gives((w, in) -> in.get("q").attention(in.get("k"), in.get("v"), 0.3, null)),
        OpCase.of("attention with a learned bias")
            .real("q", "2, 4, 3, 5")
            .real("k", "2, 4, 3, 5")
            .parameter("bias", 4, 3, 3)
            .gives(
                (w, in) ->
                    in.get("q").attention(in.get("k"), in.get("k"), 0.3, w.get("bias", 4, 3, 3))),
        OpCase.of("attention with large scores")
            .real("q", "1, 2, 5, 8", 20)
            .real("k", "1, 2, 5, 8", 20)
            .within(1e-4)
            .gives((w, in) -> in.get("q").attention(in.get("k"), in.get("k"), 0.3, null)));
  }

  private static OpCase attention(String queries, String keys, String mask) {
    OpCase opCase =
        OpCase.of("attention of [%s] on [%s], mask [%s]".formatted(queries, keys, mask))
            .real("q", queries)
            .real("k", keys)
            .real("v", keys);
    if (mask.isEmpty()) {
      return opCase.gives((w, in) -> in.get("q").attention(in.get("k"), in.get("v"), 0.37, null));
    }
    return opCase
        .mask("m", mask)
        .gives((w, in) -> in.get("q").attention(in.get("k"), in.get("v"), 0.37, in.get("m")));
  }
}
