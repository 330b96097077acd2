package ai.vugen;

import ai.vugen.device.Device;
import ai.vugen.device.Placement;
import ai.vugen.device.Precision;
import ai.vugen.error.Arguments;
import ai.vugen.flow.Guidance;
import ai.vugen.flow.GuidanceInterval;
import ai.vugen.flow.Solver;
import ai.vugen.runtime.Engine;
import ai.vugen.runtime.ThreadPool;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects a model, the defaults of requests and what a {@link VuGen} may take. Values are checked
 * at once: a bad one throws {@link ai.vugen.error.InvalidRequestException}.
 */
public final class VuGenBuilder {
  private static final String BUNDLED = "nano";

  Supplier<ModelLocation> model = () -> ModelLocation.of(BUNDLED);
  GenerateRequest defaults = GenerateRequest.of("any");
  long cacheBytes = 256L << 20;
  int maxConcurrency = 8;
  int queueLimit = 256;
  int batchLimit = 4;
  Placement placement = Placement.CPU_FLOAT32;
  @Nullable Executor executor;

  VuGenBuilder() {}

  /** The model in a folder. */
  public VuGenBuilder model(Path folder) {
    model = () -> ModelLocation.of(folder);
    return this;
  }

  /** The model with an id of the catalog, or in the folder of this path; default: nano. */
  public VuGenBuilder model(String idOrPath) {
    model = () -> ModelLocation.of(idOrPath);
    return this;
  }

  /** See {@link GenerateRequest#decoder}. */
  public VuGenBuilder decoder(Decoder decoder) {
    return with(defaults.withDecoder(decoder));
  }

  /** See {@link GenerateRequest#cfg}. */
  public VuGenBuilder cfg(double cfg) {
    return with(defaults.withCfg(cfg));
  }

  /** See {@link GenerateRequest#guidance}. */
  public VuGenBuilder guidance(@Nullable Guidance guidance) {
    return with(defaults.withGuidance(guidance));
  }

  /** See {@link GenerateRequest#guidanceInterval}. */
  public VuGenBuilder guidanceInterval(GuidanceInterval interval) {
    return with(defaults.withGuidanceInterval(interval));
  }

  /** See {@link GenerateRequest#steps}. */
  public VuGenBuilder steps(int steps) {
    return with(defaults.withSteps(steps));
  }

  /** See {@link GenerateRequest#fast}. */
  public VuGenBuilder fast() {
    return with(defaults.fast());
  }

  /** See {@link GenerateRequest#seed}. */
  public VuGenBuilder seed(long seed) {
    return with(defaults.withSeed(seed));
  }

  /** See {@link GenerateRequest#solver}. */
  public VuGenBuilder solver(Solver solver) {
    return with(defaults.withSolver(solver));
  }

  /** See {@link GenerateRequest#shift}. */
  public VuGenBuilder shift(@Nullable Double shift) {
    return with(defaults.withShift(shift));
  }

  /** See {@link GenerateRequest#decoderSteps}. */
  public VuGenBuilder decoderSteps(int steps) {
    return with(defaults.withDecoderSteps(steps));
  }

  /** See {@link GenerateRequest#negativePrompt}. */
  public VuGenBuilder negativePrompt(@Nullable String prompt) {
    return with(defaults.withNegativePrompt(prompt));
  }

  /** See {@link GenerateRequest#listener}. */
  public VuGenBuilder listener(@Nullable ProgressListener listener) {
    return with(defaults.withListener(listener));
  }

  private VuGenBuilder with(GenerateRequest changed) {
    defaults = changed;
    return this;
  }

  /**
   * Threads that compute, of all models in this process together; default: one per processor.
   *
   * @throws ai.vugen.error.InvalidRequestException if a session is open with another number
   */
  public VuGenBuilder threads(int threads) {
    Engine.configure(new ThreadPool(threads, ThreadPool.Idle.SPIN));
    return this;
  }

  /** Where the model computes; default {@link Device#cpu}. */
  public VuGenBuilder device(Device other) {
    placement = placement.with(Objects.requireNonNull(other, "device"));
    return this;
  }

  /**
   * The numbers the model computes in; default {@link Precision#FLOAT32}. The first use of a model
   * with {@link Precision#INT8} keeps its quantized weights in the cache folder.
   */
  public VuGenBuilder precision(Precision other) {
    placement = placement.with(Objects.requireNonNull(other, "precision"));
    return this;
  }

  /** What the caches may take together, in bytes; default 256 MiB, 0 for no caches. */
  public VuGenBuilder cacheBytes(long bytes) {
    Arguments.require(bytes >= 0, "cache bytes", bytes, "0 or more");
    cacheBytes = bytes;
    return this;
  }

  /** Most requests under way at once; others wait and the first to come goes first; default 8. */
  public VuGenBuilder maxConcurrency(int requests) {
    Arguments.require(requests >= 1, "max concurrency", requests, "at least 1");
    maxConcurrency = requests;
    return this;
  }

  /**
   * Most requests that wait while others are under way; one more throws {@link
   * ai.vugen.error.BusyException}. Default 256; 0 refuses whatever cannot begin at once.
   */
  public VuGenBuilder queueLimit(int requests) {
    Arguments.require(requests >= 0, "queue limit", requests, "0 or more");
    queueLimit = requests;
    return this;
  }

  /**
   * Most images that are sampled together, of one request or of several that are under way at the
   * same time; default 4. More takes more memory, and a new image longer to be let in; 1 gives each
   * a run of its own. A channel of a pixel may differ by 1 of 255 from that of the image drawn
   * alone where a processor's kernels round a larger batch differently.
   */
  public VuGenBuilder batchLimit(int images) {
    Arguments.require(images >= 1, "batch limit", images, "at least 1");
    batchLimit = images;
    return this;
  }

  /** Where asynchronous requests run; default: a few daemon threads and a bounded queue. */
  public VuGenBuilder executor(@Nullable Executor other) {
    executor = other;
    return this;
  }

  /**
   * Opens the model.
   *
   * @throws ai.vugen.error.ModelNotFoundException if it, or a file of it, does not exist
   * @throws ai.vugen.error.ModelIntegrityException if a file is damaged
   */
  public VuGen build() {
    return new VuGen(this);
  }

  /** Opens the model, draws one image and closes the model. */
  public GeneratedImage generate(String prompt) {
    try (VuGen vugen = build()) {
      return vugen.generate(prompt);
    }
  }

  /** Opens the model, answers one question and closes the model. */
  public Answer understand(ImageInput image, String question) {
    try (VuGen vugen = build()) {
      return vugen.understand(image, question);
    }
  }
}
