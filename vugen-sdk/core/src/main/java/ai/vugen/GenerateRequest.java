package ai.vugen;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.flow.DecoderSchedule;
import ai.vugen.flow.Guidance;
import ai.vugen.flow.GuidanceInterval;
import ai.vugen.flow.Sampling;
import ai.vugen.flow.Solver;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What to draw and how. Equal requests give equal images. Defaults: one image, seed 0, {@link
 * Sampling#DEFAULT}, the pixel diffusion decoder in one step.
 *
 * @param prompt what to draw, not blank
 * @param negativePrompt what to guide away from; empty for no caption at all
 * @param sampling how noise becomes a latent
 * @param seed seed of the noise
 * @param count images, at least 1; image i has the noise of (seed, i)
 * @param decoder what makes pixels
 * @param decoderSteps solver intervals of the decoder, at least 1; a distilled one needs 1
 */
public record GenerateRequest(
    String prompt,
    Optional<String> negativePrompt,
    Sampling sampling,
    long seed,
    int count,
    Decoder decoder,
    int decoderSteps) {
  /**
   * Checks everything that does not depend on the model; a blank negative prompt counts as none.
   *
   * @throws InvalidRequestException if a value is null or out of range
   */
  public GenerateRequest {
    if (InvalidRequestException.notNull(prompt, "prompt").isBlank()) {
      throw new InvalidRequestException("The prompt is blank; say what to draw.");
    }
    negativePrompt =
        InvalidRequestException.notNull(negativePrompt, "negativePrompt")
            .filter(text -> !text.isBlank());
    InvalidRequestException.notNull(sampling, "sampling");
    InvalidRequestException.notNull(decoder, "decoder");
    checkCount(count);
    new DecoderSchedule(decoderSteps, 1);
  }

  private static void checkCount(int count) {
    if (count < 1) {
      throw new InvalidRequestException("count is " + count + "; expected at least 1 image");
    }
  }

  /** Returns a request with the defaults. */
  public static GenerateRequest of(String prompt) {
    return builder(prompt).build();
  }

  /** Returns a builder of a request with the defaults. */
  public static Builder builder(String prompt) {
    return new Builder().prompt(prompt);
  }

  /** Returns a builder that begins with the values of this request. */
  public Builder toBuilder() {
    return new Builder(prompt, negativePrompt, sampling, seed, count, decoder, decoderSteps);
  }

  /**
   * Collects the values of a request. Numbers are checked at once: a bad one throws {@link
   * InvalidRequestException}. Not thread-safe.
   */
  public static final class Builder {
    private String prompt;
    private Optional<String> negativePrompt;
    private Sampling sampling;
    private long seed;
    private int count;
    private Decoder decoder;
    private int decoderSteps;

    Builder() {
      this("", Optional.empty(), Sampling.DEFAULT, 0, 1, Decoder.PDD, 1);
    }

    private Builder(
        String prompt,
        Optional<String> negativePrompt,
        Sampling sampling,
        long seed,
        int count,
        Decoder decoder,
        int decoderSteps) {
      this.prompt = prompt;
      this.negativePrompt = negativePrompt;
      this.sampling = sampling;
      this.seed = seed;
      this.count = count;
      this.decoder = decoder;
      this.decoderSteps = decoderSteps;
    }

    Builder copy() {
      return new Builder(prompt, negativePrompt, sampling, seed, count, decoder, decoderSteps);
    }

    /** Sets what to draw, not blank. */
    public Builder prompt(String prompt) {
      this.prompt = InvalidRequestException.notNull(prompt, "prompt");
      return this;
    }

    /** Sets what to guide away from; blank for no caption at all. */
    public Builder negativePrompt(String negativePrompt) {
      this.negativePrompt =
          Optional.of(InvalidRequestException.notNull(negativePrompt, "negativePrompt"));
      return this;
    }

    /** Sets how noise becomes a latent, all at once. */
    public Builder sampling(Sampling sampling) {
      this.sampling = InvalidRequestException.notNull(sampling, "sampling");
      return this;
    }

    /** See {@link Sampling#steps}. */
    public Builder steps(int steps) {
      return sampling(sampling.withSteps(steps));
    }

    /** See {@link Sampling#solver}. */
    public Builder solver(Solver solver) {
      return sampling(sampling.withSolver(solver));
    }

    /** See {@link Sampling#shift}. */
    public Builder shift(double shift) {
      return sampling(sampling.withShift(shift));
    }

    /** Classifier-free guidance of this scale, at least 0; 1 is off. */
    public Builder cfg(double scale) {
      return guidance(Guidance.classifierFree(scale));
    }

    /** See {@link Sampling#guidance}. */
    public Builder guidance(Guidance guidance) {
      return sampling(sampling.withGuidance(guidance));
    }

    /** See {@link Sampling#interval}. */
    public Builder guidanceInterval(GuidanceInterval interval) {
      return sampling(sampling.withInterval(interval));
    }

    /** See {@link Sampling#fewSteps}. */
    public Builder fewSteps() {
      return sampling(sampling.fewSteps());
    }

    /** Seed of the noise. */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /** Draws a seed at random; the images carry it, so that they can be replayed. */
    public Builder randomSeed() {
      return seed(RandomGenerator.getDefault().nextLong());
    }

    /** Images, at least 1. */
    public Builder count(int count) {
      checkCount(count);
      this.count = count;
      return this;
    }

    /** Sets what makes pixels. */
    public Builder decoder(Decoder decoder) {
      this.decoder = InvalidRequestException.notNull(decoder, "decoder");
      return this;
    }

    /** Solver intervals of the decoder, at least 1; a distilled one needs 1. */
    public Builder decoderSteps(int decoderSteps) {
      new DecoderSchedule(decoderSteps, 1);
      this.decoderSteps = decoderSteps;
      return this;
    }

    /**
     * Returns the request.
     *
     * @throws InvalidRequestException if the prompt is blank
     */
    public GenerateRequest build() {
      return new GenerateRequest(
          prompt, negativePrompt, sampling, seed, count, decoder, decoderSteps);
    }
  }
}
