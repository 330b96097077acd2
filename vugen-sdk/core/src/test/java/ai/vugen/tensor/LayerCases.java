package ai.vugen.tensor;

import java.util.List;

/** Cases of the layers that networks share. */
final class LayerCases {
  private LayerCases() {}

  static List<OpCase> all() {
    return List.of(
        OpCase.of("Linear")
            .real("x", "b=2, s=3, 5")
            .parameter("l.weight", 7, 5)
            .parameter("l.bias", 7)
            .gives((w, in) -> Linear.of(w.at("l"), 5, 7).apply(in.get("x"))),
        OpCase.of("Linear without bias")
            .real("x", "b=2, 3, 5")
            .parameter("l.0.weight", 7, 5)
            .gives((w, in) -> Linear.withoutBias(w.at("l", 0), 5, 7).apply(in.get("x"))),
        OpCase.of("Conv2d same")
            .real("x", "b=2, 3, 5, 5")
            .parameter("weight", 7, 3, 3, 3)
            .parameter("bias", 7)
            .gives((w, in) -> Conv2d.same(w, 3, 7, 3).apply(in.get("x"))),
        OpCase.of("Conv2d strided")
            .real("x", "b=2, 3, 7, 7")
            .parameter("weight", 5, 3, 3, 3)
            .parameter("bias", 5)
            .gives((w, in) -> Conv2d.strided(w, 3, 5, 3, 2, 1).apply(in.get("x"))),
        OpCase.of("Conv2d patches")
            .real("x", "b=2, 3, 7, 9")
            .parameter("weight", 5, 3, 3, 3)
            .gives((w, in) -> Conv2d.patches(w, 3, 5, 3).apply(in.get("x"))),
        OpCase.of("LayerNorm")
            .real("x", "b=2, s=3, 5")
            .parameter("weight", 5)
            .parameter("bias", 5)
            .within(5e-6)
            .gives((w, in) -> LayerNorm.of(w, 5, 1e-5).apply(in.get("x"))),
        OpCase.of("RmsNorm")
            .real("x", "b=2, s=3, 5")
            .parameter("weight", 5)
            .gives((w, in) -> RmsNorm.of(w, 5, 1e-5).apply(in.get("x"))),
        OpCase.of("GroupNorm")
            .real("x", "b=2, 6, 5, 3")
            .parameter("weight", 6)
            .parameter("bias", 6)
            .within(5e-6)
            .gives((w, in) -> GroupNorm.of(w, 2, 6, 1e-6).apply(in.get("x"))),
        OpCase.of("Rope of halves")
            .real("x", "b=2, 3, s=5, 8")
            .real("a", "s=5, 4")
            .gives((w, in) -> rope(in).rotateHalves(in.get("x"))),
        OpCase.of("Rope of halves, per batch")
            .real("x", "b=2, 3, s=5, 6")
            .real("a", "b=2, 1, s=5, 3")
            .gives((w, in) -> rope(in).rotateHalves(in.get("x"))),
        OpCase.of("Rope of pairs")
            .real("x", "b=2, 3, 5, 8")
            .real("a", "5, 4")
            .gives((w, in) -> rope(in).rotatePairs(in.get("x"))),
        OpCase.of("Rope of pairs, symbolic")
            .real("x", "b=2, 3, s=5, 8")
            .real("a", "s=5, 4")
            .gives((w, in) -> rope(in).rotatePairs(in.get("x"))),
        OpCase.of("Rope per head")
            .real("x", "b=2, 3, s=5, 8")
            .real("a", "3, s=5, 4")
            .gives((w, in) -> rope(in).rotateHalves(in.get("x"))),
        OpCase.of("Rope of one angle per pair")
            .real("x", "b=2, 3, s=5, 8")
            .real("a", "4")
            .gives((w, in) -> rope(in).rotatePairs(in.get("x"))),
        OpCase.of("Rope of one token")
            .real("x", "1, 1, 1, 2")
            .real("a", "1, 1, 1, 1")
            .gives((w, in) -> rope(in).rotatePairs(in.get("x"))),
        OpCase.of("Sinusoid")
            .positive("t", "b=5")
            .within(1e-3)
            .gives((w, in) -> Sinusoid.of(w, 10).apply(in.get("t"))));
  }

  private static Rope rope(Named<Tensor> in) {
    return new Rope(in.get("a").cos(), in.get("a").sin());
  }
}
