package ai.vugen.tensor;

import java.util.ArrayList;
import java.util.List;

/** Cases of normalisations. */
final class NormCases {
  private NormCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (String size : List.of("7", "3, 1", "2, 3, 5", "b=2, s=3, 9")) {
      cases.add(layerNorm(size, false, false));
      cases.add(layerNorm(size, true, false));
      cases.add(layerNorm(size, false, true));
      cases.add(layerNorm(size, true, true));
      cases.add(
          OpCase.of("rmsNorm of [" + size + "]")
              .real("x", size)
              .parameter("1", 1)
              .parameter("5", 5)
              .parameter("7", 7)
              .parameter("9", 9)
              .gives((w, in) -> in.get("x").rmsNorm(vector(w, in.get("x"), -1), 1e-5)));
    }
    cases.add(
        OpCase.of("rmsNorm of small numbers, where epsilon counts")
            .real("x", "3, 5", 1e-3)
            .parameter("5", 5)
            .gives((w, in) -> in.get("x").rmsNorm(w.get("5", 5), 1e-5)));
    cases.add(
        OpCase.of("layerNorm of small numbers, where epsilon counts")
            .real("x", "3, 5", 1e-3)
            .gives(x -> x.layerNorm(null, null, 1e-6)));
    for (String size : List.of("1, 3, 1, 1", "2, 6, 3, 5", "b=2, 6, 5, 3", "b=2, 6, h=5, w=3")) {
      for (int groups : new int[] {1, 3}) {
        cases.add(groupNorm(size, groups, false));
        cases.add(groupNorm(size, groups, true));
      }
    }
    return cases;
  }

  private static OpCase layerNorm(String size, boolean weight, boolean bias) {
    return OpCase.of(
            "layerNorm of [" + size + "]" + (weight ? " weight" : "") + (bias ? " bias" : ""))
        .real("x", size)
        .parameter("1", 1)
        .parameter("5", 5)
        .parameter("7", 7)
        .parameter("9", 9)
        .within(5e-6)
        .gives(
            (w, in) -> {
              Tensor vector = vector(w, in.get("x"), -1);
              return in.get("x").layerNorm(weight ? vector : null, bias ? vector : null, 1e-5);
            });
  }

  private static OpCase groupNorm(String size, int groups, boolean affine) {
    return OpCase.of("groupNorm of [" + size + "] in " + groups + (affine ? ", affine" : ""))
        .real("x", size)
        .parameter("3", 3)
        .parameter("6", 6)
        .within(5e-6)
        .gives(
            (w, in) -> {
              Tensor vector = affine ? vector(w, in.get("x"), 1) : null;
              return in.get("x").groupNorm(groups, vector, vector, 1e-5);
            });
  }

  private static Tensor vector(Weights weights, Tensor x, int axis) {
    long size = x.shape().size(axis);
    return weights.get(Long.toString(size), size);
  }
}
