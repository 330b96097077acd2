package ai.vugen.training.torch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Type;

/**
 * Operators of libtorch on lists of tensors. The Java bindings have no methods for them; they are
 * called by name through the dispatcher.
 */
final class ListOperator {
  private static final ListOperator NORM = new ListOperator("_foreach_norm", "Scalar");
  private static final ListOperator ADD = new ListOperator("_foreach_add_", "Scalar");
  private static final ListOperator ADD_ALL = new ListOperator("_foreach_add_", "List");
  private static final ListOperator LERP = new ListOperator("_foreach_lerp_", "Scalar");
  private static final ListOperator ADAMW = new ListOperator("_fused_adamw_", "");

  private final OperatorHandle handle;

  private ListOperator(String name, String overload) {
    handle = Dispatcher.singleton().findSchemaOrThrow("aten::" + name, overload);
    handle.retainReference();
  }

  private IValueVector call(IValue... arguments) {
    IValueVector stack = new IValueVector(arguments);
    handle.callBoxed(stack);
    return stack;
  }

  /** Returns the Euclidean norm of all numbers of all tensors. */
  static double norm(List<Tensor> tensors) {
    TensorVector norms =
        NORM.call(list(tensors), new IValue(new Scalar(2.0)), new IValue()).get(0).toTensorVector();
    double squares = 0;
    for (long i = 0; i < norms.size(); i++) {
      double norm = norms.get(i).item_double();
      squares += norm * norm;
    }
    return Math.sqrt(squares);
  }

  /** Adds a number to every tensor. */
  static void add(List<Tensor> tensors, double value) {
    ADD.call(list(tensors), new IValue(new Scalar(value)));
  }

  /** Adds to every tensor the one at the same place of another list. */
  static void addAll(List<Tensor> tensors, List<Tensor> others) {
    ADD_ALL.call(list(tensors), list(others), new IValue(new Scalar(1.0)));
  }

  /** Moves tensors by a share of the way to targets. */
  static void lerp(List<Tensor> tensors, List<Tensor> targets, double share) {
    LERP.call(list(tensors), list(targets), new IValue(new Scalar(share)));
  }

  /** The tensors of one AdamW update; each list has one element a parameter. */
  static final class AdamWLists {
    final List<Tensor> parameters = new ArrayList<>();
    final List<Tensor> gradients = new ArrayList<>();
    final List<Tensor> moments1 = new ArrayList<>();
    final List<Tensor> moments2 = new ArrayList<>();
    final List<Tensor> steps = new ArrayList<>();
  }

  /**
   * One AdamW update.
   *
   * @param weightDecay taken for every parameter
   * @param gradientDivisor what gradients are divided by first
   */
  static void adamW(
      AdamWLists lists,
      Optimizer.Settings settings,
      double rate,
      double weightDecay,
      Tensor gradientDivisor) {
    ADAMW.call(
        list(lists.parameters),
        list(lists.gradients),
        list(lists.moments1),
        list(lists.moments2),
        list(List.of()),
        list(lists.steps),
        new IValue(rate),
        new IValue(settings.beta1()),
        new IValue(settings.beta2()),
        new IValue(weightDecay),
        new IValue(settings.epsilon()),
        new IValue(false), // no maximum of past second moments
        new IValue(false), // minimise
        new IValue(gradientDivisor),
        new IValue());
  }

  private static IValue list(List<Tensor> tensors) {
    GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
    list.reserve(tensors.size());
    for (Tensor tensor : tensors) {
      list.push_back(new IValue(tensor));
    }
    return new IValue(list);
  }
}
