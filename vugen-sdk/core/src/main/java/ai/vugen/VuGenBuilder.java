package ai.vugen;

import ai.vugen.device.Device;
import ai.vugen.device.Placement;
import ai.vugen.device.Precision;
import ai.vugen.error.Arguments;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.runtime.Engine;
import ai.vugen.runtime.ThreadPool;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects a model, the defaults of requests and what a {@link VuGen} may take. Values are checked
 * at once: a bad one throws {@link InvalidRequestException}. Nothing else happens before {@link
 * #build}.
 */
public final class VuGenBuilder {
  private static final String BUNDLED = "nano";

  Supplier<ModelLocation> model = () -> ModelLocation.of(BUNDLED);
  final GenerateRequest.Builder defaults = new GenerateRequest.Builder();
  long cacheBytes = 256L << 20;
  int maxConcurrency = 8;
  int queueLimit = 256;
  int batchLimit = 4;
  Placement placement = Placement.CPU_FLOAT32;
  private OptionalInt threads = OptionalInt.empty();
  private boolean sleepsWhenIdle;
  @Nullable Executor executor;

  VuGenBuilder() {}

  /** Sets the model in a folder. */
  public VuGenBuilder model(Path folder) {
    InvalidRequestException.notNull(folder, "folder");
    model = () -> ModelLocation.of(folder);
    return this;
  }

  /** Sets the model with an id of the catalog, or in the folder of this path; default: nano. */
  public VuGenBuilder model(String idOrPath) {
    InvalidRequestException.notNull(idOrPath, "idOrPath");
    model = () -> ModelLocation.of(idOrPath);
    return this;
  }

  /** Changes the defaults of {@link VuGen#generate(String)} and {@link VuGen#request}. */
  public VuGenBuilder defaults(Consumer<GenerateRequest.Builder> changes) {
    InvalidRequestException.notNull(changes, "changes").accept(defaults);
    return this;
  }

  /** See {@link GenerateRequest.Builder#decoder}; other defaults: {@link #defaults}. */
  public VuGenBuilder decoder(Decoder decoder) {
    return defaults(request -> request.decoder(decoder));
  }

  /** See {@link GenerateRequest.Builder#cfg}. */
  public VuGenBuilder cfg(double scale) {
    return defaults(request -> request.cfg(scale));
  }

  /** See {@link GenerateRequest.Builder#steps}. */
  public VuGenBuilder steps(int steps) {
    return defaults(request -> request.steps(steps));
  }

  /** See {@link GenerateRequest.Builder#seed}. */
  public VuGenBuilder seed(long seed) {
    return defaults(request -> request.seed(seed));
  }

  /**
   * Threads that compute, of all models in this process together; default: one per processor.
   * {@link #build} throws {@link InvalidRequestException} if a session is open with other threads.
   */
  public VuGenBuilder threads(int count) {
    threads = OptionalInt.of(new ThreadPool(count, ThreadPool.Idle.SPIN).threads());
    return this;
  }

  /**
   * Lets the threads sleep whenever they have no work, instead of polling for it until a run ends.
   * For machines whose processors other work keeps busy, where polling threads hold up the one that
   * has work; elsewhere a small model takes about a third longer. Of all models in this process
   * together; {@link #build} throws {@link InvalidRequestException} if a session is open with other
   * threads.
   */
  public VuGenBuilder sleepWhenIdle() {
    sleepsWhenIdle = true;
    return this;
  }

  /** Sets where the model computes; default {@link Device#cpu}. */
  public VuGenBuilder device(Device other) {
    placement = placement.with(InvalidRequestException.notNull(other, "device"));
    return this;
  }

  /**
   * Sets the numbers the model computes in; default {@link Precision#FLOAT32}. The first use of a
   * model with {@link Precision#INT8} keeps its quantized weights in the cache folder.
   */
  public VuGenBuilder precision(Precision other) {
    placement = placement.with(InvalidRequestException.notNull(other, "precision"));
    return this;
  }

  /** Sets what the caches may take together, in bytes; default 256 MiB, 0 for no caches. */
  public VuGenBuilder cacheBytes(long bytes) {
    Arguments.require(bytes >= 0, "cache bytes", bytes, "0 or more");
    cacheBytes = bytes;
    return this;
  }

  /**
   * Sets the most requests under way at once; others wait and the first to come goes first; default
   * 8.
   */
  public VuGenBuilder maxConcurrency(int requests) {
    Arguments.require(requests >= 1, "max concurrency", requests, "at least 1");
    maxConcurrency = requests;
    return this;
  }

  /**
   * Sets the most requests that wait while others are under way; one more throws {@link
   * ai.vugen.error.BusyException}. Default 256; 0 refuses whatever cannot begin at once.
   */
  public VuGenBuilder queueLimit(int requests) {
    Arguments.require(requests >= 0, "queue limit", requests, "0 or more");
    queueLimit = requests;
    return this;
  }

  /**
   * Sets the most images that are sampled together, of one request or of several that are under way
   * at the same time; default 4. More takes more memory, and a new image longer to be let in; 1
   * gives each a run of its own. A channel of a pixel may differ by 1 of 255 from that of the image
   * drawn alone where a processor's kernels round a larger batch differently.
   */
  public VuGenBuilder batchLimit(int images) {
    Arguments.require(images >= 1, "batch limit", images, "at least 1");
    batchLimit = images;
    return this;
  }

  /** Sets where asynchronous requests run; default: a few daemon threads and a bounded queue. */
  public VuGenBuilder executor(Executor other) {
    executor = InvalidRequestException.notNull(other, "executor");
    return this;
  }

  /** Gives the engine the threads that were asked for, if any. */
  void configureThreads() {
    if (threads.isPresent() || sleepsWhenIdle) {
      ThreadPool.Idle idle = sleepsWhenIdle ? ThreadPool.Idle.SLEEP : ThreadPool.Idle.SPIN;
      int all = ThreadPool.ofAllProcessors().threads();
      Engine.configure(new ThreadPool(threads.orElse(all), idle));
    }
  }

  /**
   * Opens the model.
   *
   * @throws InvalidRequestException if threads were chosen and a session is open with others
   * @throws ai.vugen.error.ModelNotFoundException if it, or a file of it, does not exist
   * @throws ai.vugen.error.ModelIntegrityException if a file is damaged
   */
  public VuGen build() {
    return new VuGen(this);
  }

  /** Opens the model, draws one image and closes the model. */
  public GeneratedImage generate(String prompt) {
    InvalidRequestException.notNull(prompt, "prompt");
    try (VuGen vugen = build()) {
      return vugen.generate(prompt);
    }
  }

  /** Opens the model, answers one question and closes the model. */
  public Answer understand(ImageInput image, String question) {
    InvalidRequestException.notNull(image, "image");
    InvalidRequestException.notNull(question, "question");
    try (VuGen vugen = build()) {
      return vugen.understand(image, question);
    }
  }
}
