package ai.vugen.pipeline.sampling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Steps of several requests that run as one batch of the tower. They may be at different times and
 * guided or not; their prefixes are padded to the same length.
 *
 * @param steps at least one, in the order in which their requests came
 */
record StepBatch(List<PendingStep> steps) {
  StepBatch {
    steps = List.copyOf(steps);
  }

  /**
   * Takes the step that waits longest, and of the others as many as fit beside it, oldest first; a
   * step that is to be alone has a batch of its own.
   *
   * @param waiting oldest first, not empty
   * @param limit most images
   */
  static StepBatch of(List<PendingStep> waiting, int limit) {
    int length = waiting.get(0).member().prefixLength();
    List<PendingStep> taken = new ArrayList<>();
    int images = 0;
    for (PendingStep step : waiting) {
      QueueMember member = step.member();
      boolean shares = !step.isAlone() && !waiting.get(0).isAlone();
      boolean fits = taken.isEmpty() || (shares && images + member.images() <= limit);
      if (fits && member.prefixLength() == length) {
        taken.add(step);
        images += member.images();
      }
    }
    taken.sort(Comparator.comparingLong(step -> step.member().number()));
    return new StepBatch(taken);
  }

  /** Text tokens of every row, with padding. */
  int prefixLength() {
    return steps.get(0).member().prefixLength();
  }

  /** The images that are computed. */
  int images() {
    return steps.stream().mapToInt(step -> step.member().images()).sum();
  }

  /** Rows of the tower's batch: one an image and branch. */
  int rows() {
    return steps.stream().mapToInt(PendingStep::rows).sum();
  }
}
