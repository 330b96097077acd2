package ai.vugen.tensor;

import ai.vugen.tensor.Operations.Unary;
import java.util.List;
import java.util.stream.Stream;

/** Cases for every operation, at odd sizes; every backend must pass all of them. */
public final class OpCases {
  private OpCases() {}

  /** All cases. */
  public static List<OpCase> all() {
    return Stream.of(
            elementwise(),
            shapes(),
            products(),
            images(),
            IndexCases.all(),
            NormCases.all(),
            AttentionCases.all(),
            LayerCases.all())
        .flatMap(List::stream)
        .toList();
  }

  private static List<OpCase> elementwise() {
    Stream<OpCase> unary =
        Stream.of(Unary.values())
            .flatMap(op -> Stream.of("", "7", "1, 3", "b=2, 3, 5").map(size -> unary(op, size)));
    return Stream.concat(
            unary,
            Stream.of(
                OpCase.of("add a column")
                    .real("x", "3, 5")
                    .real("y", "3, 1")
                    .gives((w, in) -> in.get("x").add(in.get("y"))),
                OpCase.of("sub from a row")
                    .real("x", "5")
                    .real("y", "3, 5")
                    .gives((w, in) -> in.get("x").sub(in.get("y"))),
                OpCase.of("mul outer")
                    .real("x", "b=3, 1, 7")
                    .real("y", "5, 1")
                    .gives((w, in) -> in.get("x").mul(in.get("y"))),
                OpCase.of("div scalar tensor")
                    .real("x", "2, n=3")
                    .positive("y", "")
                    .gives((w, in) -> in.get("x").div(in.get("y"))),
                OpCase.of("add to a scalar").real("x", "").gives(x -> x.add(2.5)),
                OpCase.of("mul by a number").real("x", "b=3, 5").gives(x -> x.mul(-0.1)),
                OpCase.of("add a parameter")
                    .real("x", "b=3, 5")
                    .parameter("p", 5)
                    .gives((w, in) -> in.get("x").add(w.get("p", 5))),
                OpCase.of("silu").real("x", "3, 7", 3).gives(Tensor::silu),
                OpCase.of("silu of a symbolic shape").real("x", "b=3, n=7", 3).gives(Tensor::silu),
                OpCase.of("gelu").real("x", "3, 7", 3).gives(Tensor::gelu),
                OpCase.of("gelu of a scalar").real("x", "").gives(Tensor::gelu)))
        .toList();
  }

  private static OpCase unary(Unary op, String size) {
    OpCase opCase = OpCase.of(op + " of [" + size + "]");
    return (op == Unary.SQRT || op == Unary.RECIPROCAL
            ? opCase.positive("x", size)
            : opCase.real("x", size, 2))
        .gives(x -> x.unary(op));
  }

  private static List<OpCase> shapes() {
    return List.of(
        OpCase.of("reshape").real("x", "3, 5, 2").gives(x -> x.reshape(Shape.of(5, 6))),
        OpCase.of("reshape to a scalar")
            .real("x", "1, 1")
            .gives(x -> x.reshape(Shape.of(new long[0]))),
        OpCase.of("reshape of a scalar").real("x", "").gives(x -> x.reshape(Shape.of(1, 1, 1))),
        OpCase.of("reshape to itself").real("x", "3, 5").gives(x -> x.reshape(Shape.of(3, 5))),
        OpCase.of("reshape there and back")
            .real("x", "b=3, n=5, 6")
            .gives(x -> x.flatten(0, 1).mul(2).reshape(x.shape())),
        OpCase.of("reshape twice")
            .real("x", "b=3, n=5, 6")
            .gives(x -> x.flatten(1, 2).reshape(x.shape()).unflatten(2, 2, 3)),
        OpCase.of("unflatten").real("x", "3, 10").gives(x -> x.unflatten(1, 5, 2)),
        OpCase.of("unflatten, the rest inferred")
            .real("x", "b=3, 12, s=2")
            .gives(x -> x.unflatten(1, 2, -1, 3)),
        OpCase.of("flatten symbols").real("x", "b=3, s=5, 2").gives(x -> x.flatten(0, 1)),
        OpCase.of("flatten into a symbol").real("x", "b=3, s=5, 2, 3").gives(x -> x.flatten(1, 2)),
        OpCase.of("unsqueeze in front").real("x", "b=3, s=5").gives(x -> x.unsqueeze(0)),
        OpCase.of("unsqueeze in the middle").real("x", "b=3, s=5").gives(x -> x.unsqueeze(1)),
        OpCase.of("unsqueeze at the end").real("x", "b=3, s=5").gives(x -> x.unsqueeze(-1)),
        OpCase.of("unsqueeze of a scalar").real("x", "").gives(x -> x.unsqueeze(0)),
        OpCase.of("permute").real("x", "2, 3, 5, 7").gives(x -> x.permute(3, 0, 2, 1)),
        OpCase.of("permute symbols").real("x", "b=2, 3, s=5").gives(x -> x.permute(2, 1, 0)),
        OpCase.of("transpose").real("x", "2, 3, 5").gives(x -> x.transpose(-1, 0)),
        OpCase.of("transpose twice")
            .real("x", "b=2, s=3, 5")
            .gives(x -> x.transpose(1, 2).transpose(1, 2)),
        OpCase.of("expand").real("x", "1, 3, 1").gives(x -> x.expand(Shape.of(2, 3, 5))),
        OpCase.of("expand a scalar").real("x", "").gives(x -> x.expand(Shape.of(3, 1))),
        OpCase.of("expand by a symbol")
            .real("x", "1, 3")
            .real("y", "b=5, 7")
            .gives(
                (w, in) ->
                    in.get("x").expand(in.get("x").shape().with(0, in.get("y").shape().dim(0)))),
        OpCase.of("expand a parameter by a symbol")
            .real("x", "b=2, 3, 5")
            .parameter("p", 1, 1, 5)
            .gives(
                (w, in) ->
                    Tensor.concat(
                        1,
                        w.get("p", 1, 1, 5).expand(in.get("x").shape().with(1, Dim.of(1))),
                        in.get("x"))),
        OpCase.of("slice").real("x", "3, 7, 2").gives(x -> x.slice(1, 2, 5)),
        OpCase.of("slice of the last axis").real("x", "b=3, 7").gives(x -> x.slice(-1, 6, 7)),
        OpCase.of("slice of a symbolic axis").real("x", "2, s=7").gives(x -> x.slice(1, 1, 4)),
        OpCase.of("slice of everything").real("x", "3, 5").gives(x -> x.slice(0, 0, 3)),
        OpCase.of("concat in front")
            .real("x", "1, 5")
            .real("y", "3, 5")
            .gives((w, in) -> Tensor.concat(0, in.get("x"), in.get("y"), in.get("x"))),
        OpCase.of("concat of a symbolic axis")
            .real("x", "b=2, p=3, 5")
            .real("y", "b=2, s=4, 5")
            .gives((w, in) -> Tensor.concat(1, in.get("x"), in.get("y"))),
        OpCase.of("concat of one").real("x", "3, 5").gives(x -> Tensor.concat(-1, x)),
        OpCase.of("mean of the last axis").real("x", "3, 7").gives(x -> x.mean(-1)),
        OpCase.of("mean of a middle axis").real("x", "b=3, 5, 2").gives(x -> x.mean(1)),
        OpCase.of("mean of a symbolic axis").real("x", "2, s=5").gives(x -> x.mean(1)),
        OpCase.of("mean of one").real("x", "3, 1").gives(x -> x.mean(1)));
  }

  private static List<OpCase> products() {
    return List.of(
        OpCase.of("softmax").real("x", "3, 7", 5).gives(Tensor::softmax),
        OpCase.of("softmax of one").real("x", "3, 1").gives(Tensor::softmax),
        OpCase.of("softmax of a vector").real("x", "n=5").gives(Tensor::softmax),
        OpCase.of("softmax of large scores").real("x", "2, 3, 5", 1000).gives(Tensor::softmax),
        matmul("1, 1", "1, 1"),
        matmul("3, 5", "5, 7"),
        matmul("2, 3, 5", "2, 5, 1"),
        matmul("3, 5", "2, 1, 5, 7"),
        matmul("b=2, 1, s=3, 5", "3, 5, 7"),
        linear("3, 5", false),
        linear("1, 5", true),
        linear("2, 3, 5", true),
        linear("2, 1, 3, 5", false),
        linear("b=2, 5", true),
        linear("b=2, 3, 5", true),
        linear("1, s=3, 5", false),
        linear("b=2, s=3, 5", true),
        OpCase.of("two linear layers")
            .real("x", "b=2, s=3, 5")
            .parameter("a", 7, 5)
            .parameter("b", 3, 7)
            .gives(
                (w, in) ->
                    in.get("x").linear(w.get("a", 7, 5), null).linear(w.get("b", 3, 7), null)),
        OpCase.of("linear with a computed weight")
            .real("x", "3, 5")
            .real("y", "7, 5")
            .gives((w, in) -> in.get("x").linear(in.get("y").mul(2), null)));
  }

  private static OpCase matmul(String left, String right) {
    return OpCase.of("matmul [" + left + "] [" + right + "]")
        .real("x", left)
        .real("y", right)
        .gives((w, in) -> in.get("x").matmul(in.get("y")));
  }

  private static OpCase linear(String size, boolean bias) {
    return OpCase.of("linear of [" + size + (bias ? "] with bias" : "]"))
        .real("x", size)
        .parameter("weight", 7, 5)
        .parameter("bias", 7)
        .gives(
            (w, in) -> in.get("x").linear(w.get("weight", 7, 5), bias ? w.get("bias", 7) : null));
  }

  private static List<OpCase> images() {
    return List.of(
        conv("1, 1, 1, 1", 1, 1, 1, 0),
        conv("1, 3, 5, 7", 5, 1, 1, 0),
        conv("2, 3, 5, 7", 4, 3, 1, 1),
        conv("b=2, 3, 7, 5", 5, 3, 2, 1),
        conv("b=1, 3, 8, 8", 33, 3, 1, 1),
        conv("1, 3, 13, 11", 7, 4, 4, 0),
        OpCase.of("conv2d without bias")
            .real("x", "1, 3, 6, 6")
            .parameter("w", 5, 3, 3, 3)
            .gives((w, in) -> in.get("x").conv2d(w.get("w", 5, 3, 3, 3), null, 3, 0)),
        OpCase.of("upsample by 2").real("x", "b=2, 3, 1, 5").gives(x -> x.upsampleNearest(2)),
        OpCase.of("upsample by 3").real("x", "1, 1, 3, 2").gives(x -> x.upsampleNearest(3)),
        OpCase.of("upsample by 1").real("x", "1, 2, 3, 5").gives(x -> x.upsampleNearest(1)),
        OpCase.of("upsample a symbolic size")
            .real("x", "b=2, 3, h=3, w=5")
            .gives(x -> x.upsampleNearest(2)),
        OpCase.of("max pool by 2").real("x", "b=2, 3, 4, 6").gives(x -> x.maxPool(2)),
        OpCase.of("max pool of odd sizes").real("x", "2, 1, 5, 7").gives(x -> x.maxPool(2)),
        OpCase.of("max pool by 3").real("x", "1, 2, 7, 3").gives(x -> x.maxPool(3)));
  }

  private static OpCase conv(String size, int out, int kernel, int stride, int padding) {
    return OpCase.of("conv2d of [" + size + "] by " + kernel + " stride " + stride)
        .real("x", size)
        .parameter("bias", out)
        .parameter("1", out, 1, kernel, kernel)
        .parameter("3", out, 3, kernel, kernel)
        .gives(
            (w, in) -> {
              Tensor x = in.get("x");
              long channels = x.shape().size(1);
              Tensor weight = w.get(Long.toString(channels), out, channels, kernel, kernel);
              return x.conv2d(weight, w.get("bias", out), stride, padding);
            });
  }
}
