package ai.vugen;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.flow.DecoderSchedule;
import ai.vugen.flow.Guidance;
import ai.vugen.flow.GuidanceInterval;
import ai.vugen.flow.Solver;
import ai.vugen.flow.TowerSchedule;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What to draw and how. Equal requests give equal images. Defaults: one image, seed 0, Euler with
 * 25 steps and the model's time shift, classifier-free guidance of 5 at all times, the pixel
 * diffusion decoder in one step.
 *
 * @param prompt what to draw, not blank
 * @param negativePrompt what to guide away from; null for no caption at all
 * @param cfg guidance scale, at least 0; 1 is off; not used where {@code guidance} is given
 * @param steps solver intervals, at least 1
 * @param seed of the noise
 * @param count images, at least 1; image i has the noise of (seed, i)
 * @param solver the one-step method
 * @param shift of the times, above 0, 1 is none; null for the model's, √(tokens·channels/4096)
 * @param guidanceInterval times at which guidance acts
 * @param guidance how the branches are combined; null for classifier-free guidance of {@code cfg}
 * @param decoder what makes pixels
 * @param decoderSteps solver intervals of the decoder, at least 1; a distilled one needs 1
 * @param listener told after each step; null for nobody
 * @param deadline time limit, counted from the call; null for none
 * @param cancellation stops the request; null for none
 */
public record GenerateRequest(
    String prompt,
    @Nullable String negativePrompt,
    double cfg,
    int steps,
    long seed,
    int count,
    Solver solver,
    @Nullable Double shift,
    GuidanceInterval guidanceInterval,
    @Nullable Guidance guidance,
    Decoder decoder,
    int decoderSteps,
    @Nullable ProgressListener listener,
    @Nullable Duration deadline,
    @Nullable Cancellation cancellation) {
  /**
   * Checks everything that does not depend on the model; a blank negative prompt counts as none.
   *
   * @throws InvalidRequestException if a value is out of range
   */
  public GenerateRequest {
    Objects.requireNonNull(solver, "solver");
    Objects.requireNonNull(guidanceInterval, "guidanceInterval");
    Objects.requireNonNull(decoder, "decoder");
    if (prompt == null || prompt.isBlank()) {
      throw new InvalidRequestException("The prompt is blank; say what to draw.");
    }
    negativePrompt = negativePrompt == null || negativePrompt.isBlank() ? null : negativePrompt;
    Guidance.classifierFree(cfg);
    new TowerSchedule(steps, shift == null ? 1 : shift);
    new DecoderSchedule(decoderSteps, 1);
    if (count < 1) {
      throw new InvalidRequestException("count is " + count + "; expected at least 1 image");
    }
    if (deadline != null && deadline.isNegative()) {
      throw new InvalidRequestException(
          "the deadline is " + deadline + "; expected a duration of 0 or more");
    }
  }

  /** A request with the defaults. */
  public static GenerateRequest of(String prompt) {
    return new GenerateRequest(
        prompt,
        null,
        5,
        25,
        0,
        1,
        Solver.EULER,
        null,
        GuidanceInterval.ALWAYS,
        null,
        Decoder.PDD,
        1,
        null,
        null,
        null);
  }

  /** The guidance that is used. */
  public Guidance effectiveGuidance() {
    return guidance == null ? Guidance.classifierFree(cfg) : guidance;
  }

  /** The same with another {@code prompt}. */
  public GenerateRequest withPrompt(String prompt) {
    return with(draft -> draft.prompt = prompt);
  }

  /** The same with another {@code negativePrompt}. */
  public GenerateRequest withNegativePrompt(@Nullable String negativePrompt) {
    return with(draft -> draft.negativePrompt = negativePrompt);
  }

  /** The same with another {@code cfg}. */
  public GenerateRequest withCfg(double cfg) {
    return with(draft -> draft.cfg = cfg);
  }

  /** The same with another {@code steps}. */
  public GenerateRequest withSteps(int steps) {
    return with(draft -> draft.steps = steps);
  }

  /** The same with another {@code seed}. */
  public GenerateRequest withSeed(long seed) {
    return with(draft -> draft.seed = seed);
  }

  /** The same with another {@code count}. */
  public GenerateRequest withCount(int count) {
    return with(draft -> draft.count = count);
  }

  /** The same with another {@code solver}. */
  public GenerateRequest withSolver(Solver solver) {
    return with(draft -> draft.solver = solver);
  }

  /** The same with another {@code shift}. */
  public GenerateRequest withShift(@Nullable Double shift) {
    return with(draft -> draft.shift = shift);
  }

  /** The same with another {@code guidanceInterval}. */
  public GenerateRequest withGuidanceInterval(GuidanceInterval guidanceInterval) {
    return with(draft -> draft.guidanceInterval = guidanceInterval);
  }

  /** The same with another {@code guidance}. */
  public GenerateRequest withGuidance(@Nullable Guidance guidance) {
    return with(draft -> draft.guidance = guidance);
  }

  /** The same with another {@code decoder}. */
  public GenerateRequest withDecoder(Decoder decoder) {
    return with(draft -> draft.decoder = decoder);
  }

  /** The same with another {@code decoderSteps}. */
  public GenerateRequest withDecoderSteps(int decoderSteps) {
    return with(draft -> draft.decoderSteps = decoderSteps);
  }

  /** The same with another {@code listener}. */
  public GenerateRequest withListener(@Nullable ProgressListener listener) {
    return with(draft -> draft.listener = listener);
  }

  /** The same with another {@code deadline}. */
  public GenerateRequest withDeadline(@Nullable Duration deadline) {
    return with(draft -> draft.deadline = deadline);
  }

  /** The same with another {@code cancellation}. */
  public GenerateRequest withCancellation(@Nullable Cancellation cancellation) {
    return with(draft -> draft.cancellation = cancellation);
  }

  /** The same with a seed drawn at random; the images carry it, so that they can be replayed. */
  public GenerateRequest randomSeed() {
    return withSeed(RandomGenerator.getDefault().nextLong());
  }

  /**
   * The same in a third of the time: 8 Euler steps, evenly spaced, of which the 6 that start before
   * t = 0.7 are guided; 14 runs of the tower instead of 50. Composition and colours are those of
   * the defaults, fine detail may differ. Chosen by eye on nano.
   */
  public GenerateRequest fast() {
    return withSteps(8)
        .withSolver(Solver.EULER)
        .withShift(1.0)
        .withGuidanceInterval(new GuidanceInterval(0, 0.7));
  }

  /** The same without listener, deadline and cancellation: what the images depend on. */
  public GenerateRequest settings() {
    return withListener(null).withDeadline(null).withCancellation(null);
  }

  private GenerateRequest with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.request();
  }

  /** A request whose values can be changed. */
  private static final class Draft {
    private String prompt;
    private @Nullable String negativePrompt;
    private double cfg;
    private int steps;
    private long seed;
    private int count;
    private Solver solver;
    private @Nullable Double shift;
    private GuidanceInterval guidanceInterval;
    private @Nullable Guidance guidance;
    private Decoder decoder;
    private int decoderSteps;
    private @Nullable ProgressListener listener;
    private @Nullable Duration deadline;
    private @Nullable Cancellation cancellation;

    Draft(GenerateRequest request) {
      prompt = request.prompt;
      negativePrompt = request.negativePrompt;
      cfg = request.cfg;
      steps = request.steps;
      seed = request.seed;
      count = request.count;
      solver = request.solver;
      shift = request.shift;
      guidanceInterval = request.guidanceInterval;
      guidance = request.guidance;
      decoder = request.decoder;
      decoderSteps = request.decoderSteps;
      listener = request.listener;
      deadline = request.deadline;
      cancellation = request.cancellation;
    }

    GenerateRequest request() {
      return new GenerateRequest(
          prompt,
          negativePrompt,
          cfg,
          steps,
          seed,
          count,
          solver,
          shift,
          guidanceInterval,
          guidance,
          decoder,
          decoderSteps,
          listener,
          deadline,
          cancellation);
    }
  }
}
