package ai.vugen.training.torch;

import ai.vugen.tensor.Shape;
import ai.vugen.tensor.ShapeException;
import ai.vugen.tensor.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Losses, each a single float32 number; gradients flow to every operand that has any. */
public final class Losses {
  private static final long NONE = 0;
  private static final long MEAN = 1;

  /** No target has this index: libtorch's own default for "ignore nothing". */
  private static final long NO_INDEX = -100;

  private Losses() {}

  /** Returns the mean of (prediction − target)². */
  public static TorchTensor meanSquaredError(Tensor prediction, Tensor target) {
    checkSameShape("meanSquaredError", prediction, target);
    return number(prediction, torch.mse_loss(wide(prediction), wide(target), MEAN));
  }

  /** Returns the mean of |prediction − target|. */
  public static TorchTensor meanAbsoluteError(Tensor prediction, Tensor target) {
    checkSameShape("meanAbsoluteError", prediction, target);
    return number(prediction, torch.l1_loss(wide(prediction), wide(target), MEAN));
  }

  /**
   * Returns the weighted mean of −log softmax(logits)[target] over rows; 0 if every weight is 0.
   *
   * @param logits {@code [rows, classes]}
   * @param targets {@code [rows]} indices; anything valid where the weight is 0
   * @param weights {@code [rows]}, not negative
   */
  public static TorchTensor crossEntropy(Tensor logits, Tensor targets, Tensor weights) {
    Shape rows = Shape.of(logits.shape().dim(0));
    if (logits.shape().rank() != 2
        || !targets.shape().equals(rows)
        || !weights.shape().equals(rows)) {
      throw new ShapeException(
          "crossEntropy: logits "
              + logits.shape()
              + ", targets "
              + targets.shape()
              + ", weights "
              + weights.shape());
    }
    org.bytedeco.pytorch.Tensor perRow =
        torch.cross_entropy_loss(
            wide(logits),
            TorchTensor.torch(targets).value(),
            new TensorOptional(),
            NONE,
            NO_INDEX,
            0.0); // [rows]
    org.bytedeco.pytorch.Tensor share = wide(weights);
    org.bytedeco.pytorch.Tensor total =
        share.sum().clamp_min(new org.bytedeco.pytorch.Scalar(1e-12));
    return number(logits, perRow.mul(share).sum().div(total));
  }

  private static org.bytedeco.pytorch.Tensor wide(Tensor tensor) {
    TorchTensor mine = TorchTensor.torch(tensor);
    return mine.in(mine.backend().wide());
  }

  private static TorchTensor number(Tensor like, org.bytedeco.pytorch.Tensor value) {
    TorchBackend backend = TorchTensor.torch(like).backend();
    return new TorchTensor(backend, value, Shape.of(new long[0]), backend.wide());
  }

  private static void checkSameShape(String loss, Tensor prediction, Tensor target) {
    if (!prediction.shape().equals(target.shape())) {
      throw new ShapeException(
          loss + ": prediction " + prediction.shape() + ", target " + target.shape());
    }
  }
}
