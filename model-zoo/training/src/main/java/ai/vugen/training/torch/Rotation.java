package ai.vugen.training.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Turns pairs of channels by angles, with fewer passes over memory than written out. */
final class Rotation {
  private static final long[] LAST = {-1};

  private Rotation() {}

  /** Turns channel i with channel i + dim/2: x cos + (x with its halves exchanged) (∓ sin). */
  static Tensor halves(Tensor x, Tensor cos, Tensor sin) {
    long[] half = {cos.size(-1)};
    Tensor cosines = joined(cos, cos); // [.., dim]
    Tensor signedSines = joined(sin.neg(), sin);
    return torch.addcmul(x.mul(cosines), x.roll(half, LAST), signedSines);
  }

  /** Turns channel 2i with channel 2i + 1: a product of complex numbers. Not for bfloat16. */
  static Tensor neighbours(Tensor x, Tensor cos, Tensor sin) {
    Tensor turn = torch.view_as_complex(torch.stack(new TensorVector(cos, sin), -1));
    Tensor pairs = (inPairs(x) ? x : x.contiguous()).unflatten(-1, cos.size(-1), 2);
    return torch.view_as_real(torch.view_as_complex(pairs).mul(turn)).flatten(-2, -1);
  }

  /** Returns whether neighbours lie beside each other at even places, as complex numbers need. */
  private static boolean inPairs(Tensor x) {
    boolean even = x.storage_offset() % 2 == 0 && x.stride(-1) == 1;
    for (int axis = 0; axis < x.dim() - 1; axis++) {
      even &= x.stride(axis) % 2 == 0;
    }
    return even;
  }

  private static Tensor joined(Tensor a, Tensor b) {
    return torch.cat(new TensorVector(a, b), -1);
  }
}
