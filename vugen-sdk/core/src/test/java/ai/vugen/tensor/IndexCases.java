package ai.vugen.tensor;

import java.util.List;

/** Cases of operations on indices. */
final class IndexCases {
  private IndexCases() {}

  static List<OpCase> all() {
    return List.of(
        OpCase.of("gather by one index")
            .real("x", "5, 3")
            .index("i", "", 5)
            .gives((w, in) -> in.get("x").gather(in.get("i"))),
        OpCase.of("gather a vector")
            .real("x", "5, 3")
            .index("i", "7", 5)
            .gives((w, in) -> in.get("x").gather(in.get("i"))),
        OpCase.of("gather of a parameter")
            .index("i", "b=2, s=3", 11)
            .parameter("table", 11, 5)
            .gives((w, in) -> w.get("table", 11, 5).gather(in.get("i"))),
        OpCase.of("gather from symbolic rows")
            .real("x", "r=1, 3")
            .index("i", "b=2, s=3", 1)
            .gives((w, in) -> in.get("x").gather(in.get("i"))),
        OpCase.of("gather of constant indices")
            .real("x", "5, 3")
            .gives((w, in) -> in.get("x").gather(w.indices(new long[] {4, 0, 4, 1}, 2, 2))),
        OpCase.of("indices as numbers")
            .index("i", "b=2, 3", 100)
            .gives((w, in) -> in.get("i").toReal()),
        OpCase.of("an index as a number")
            .index("i", "", 100)
            .gives((w, in) -> in.get("i").toReal()),
        OpCase.of("numbers as numbers").real("x", "3").gives(Tensor::toReal),
        OpCase.of("indices in another shape")
            .index("i", "b=3, s=5, 2", 100)
            .gives((w, in) -> in.get("i").flatten(0, 1).transpose(0, 1)),
        OpCase.of("indices joined")
            .index("i", "b=3, 1", 100)
            .index("j", "b=3, 5", 100)
            .gives((w, in) -> Tensor.concat(1, in.get("i"), in.get("j")).slice(1, 0, 3)),
        OpCase.of("indices repeated")
            .index("i", "1, 3", 100)
            .gives((w, in) -> in.get("i").expand(Shape.of(5, 3))));
  }
}
