package ai.vugen;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.flow.Guidance;
import ai.vugen.flow.GuidanceInterval;
import ai.vugen.flow.Solver;
import ai.vugen.image.PixelsReader;
import ai.vugen.image.PngMetadata;
import ai.vugen.pipeline.Pipeline;
import ai.vugen.runtime.Engine;
import ai.vugen.runtime.RunControl;
import ai.vugen.runtime.ThreadPool;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A unified vision-language model that draws from a prompt and answers questions about a picture.
 *
 * <pre>{@code
 * try (VuGen vugen = VuGen.builder().build()) {
 *   GeneratedImage image = vugen.generate("two red apples");
 *   image.save(Path.of("apples.png"));
 *   String answer = vugen.understand(image, "what is it?").text();
 * }
 * }</pre>
 *
 * <p>Thread-safe. Every method throws a subclass of {@link ai.vugen.error.VuGenException}: {@link
 * ai.vugen.error.InvalidRequestException} for what cannot be asked for, {@link
 * ai.vugen.error.InvalidImageException} for a bad picture, {@link ai.vugen.error.ModelException}
 * for a bad model, {@link ai.vugen.error.CancelledException}, {@link
 * ai.vugen.error.DeadlineExceededException}, and {@link ai.vugen.error.ClosedException} after or
 * during {@link #close}. After an error it is as usable as before.
 *
 * <p>The same request gives the same bits on the same machine. Image i of a request has the noise
 * of (seed, i), whatever the count, the order and the threads.
 */
public final class VuGen implements AutoCloseable {
  private final Pipeline pipeline;
  private final ModelLocation location;
  private final GenerateRequest defaults;
  private final ImageGeneration images;
  private final ActiveRequests requests;
  private final AsyncRequests async;
  private final Set<Conversation> conversations = ConcurrentHashMap.newKeySet();

  private VuGen(Builder builder) {
    location = builder.model.get();
    defaults = builder.defaults;
    pipeline = Pipeline.open(location.folder(), builder.cacheBytes);
    images = new ImageGeneration(pipeline, location, builder.imagesPerRun);
    requests = new ActiveRequests(builder.maxConcurrency);
    async = new AsyncRequests(builder.executor, builder.maxConcurrency);
  }

  /** Starts with the bundled model and the defaults of {@link GenerateRequest}. */
  public static Builder builder() {
    return new Builder();
  }

  /** Draws one image, with the builder's defaults. */
  public GeneratedImage generate(String prompt) {
    return generate(request(prompt).withCount(1)).get(0);
  }

  /** The request for a prompt with the builder's defaults. */
  public GenerateRequest request(String prompt) {
    return defaults.withPrompt(prompt);
  }

  /** Draws the images of a request, in the order of their indices. */
  public List<GeneratedImage> generate(GenerateRequest request) {
    return run(request, control -> images.generate(request, control));
  }

  /** Samples the latents of a request without decoding them. */
  public List<Latent> sample(GenerateRequest request) {
    return run(request, control -> images.sample(request, control));
  }

  /** Decodes a latent with its own seed and in one step. */
  public GeneratedImage decode(Latent latent) {
    return decode(latent, latent.provenance().seed(), 1);
  }

  /**
   * Decodes a latent.
   *
   * @param seed of the decoder's noise
   * @param decoderSteps solver intervals, at least 1
   */
  public GeneratedImage decode(Latent latent, long seed, int decoderSteps) {
    return run(control -> images.decode(latent, seed, decoderSteps, control));
  }

  /** Encodes a picture, resized to the encoder's square, as the latent that would draw it. */
  public Latent encode(ImageInput image) {
    return run(control -> images.encode(image, control));
  }

  /** Encodes a picture and decodes it again. */
  public GeneratedImage reconstruct(ImageInput image) {
    return run(control -> images.decode(images.encode(image, control), 0, 1, control));
  }

  /** The mean of a picture's z over its patches, of length 1: similar pictures, similar vectors. */
  public float[] embed(ImageInput image) {
    return run(control -> pipeline.embed(image.toPixels(), control));
  }

  /**
   * Draws the image of a PNG file again from the settings that it carries, bit for bit.
   *
   * @throws ai.vugen.error.InvalidRequestException if it carries none, or is of another model
   */
  public GeneratedImage replay(Path png) {
    return replay(png.toString(), PngMetadata.read(png));
  }

  /** As {@link #replay(Path)}, from the bytes of the file. */
  public GeneratedImage replay(byte[] png) {
    return replay("The PNG file", PngMetadata.read(png));
  }

  private GeneratedImage replay(String where, PngMetadata metadata) {
    Provenance provenance = GeneratedImage.provenance(where, metadata);
    return run(control -> images.replay(provenance, control));
  }

  /** Answers a question about a picture, greedily. */
  public Answer understand(ImageInput image, String question) {
    return understand(UnderstandRequest.of(image, question));
  }

  /** Answers a question about a picture file, greedily. */
  public Answer understand(Path image, String question) {
    return understand(ImageInput.of(PixelsReader.read(image)), question);
  }

  /** Answers a question about a picture. */
  public Answer understand(UnderstandRequest request) {
    return understand(request, ActiveRequests.control(request.options().deadline()));
  }

  private Answer understand(UnderstandRequest request, RunControl control) {
    AnswerOptions options = request.options();
    return requests.run(
        control,
        options.cancellation(),
        running -> {
          try (Conversation conversation = open(request)) {
            return conversation.ask(request.question(), options, running);
          }
        });
  }

  /** Begins a conversation about a picture, which the caller closes. */
  public Conversation chat(ImageInput image) {
    return run(control -> open(UnderstandRequest.of(image, "-")));
  }

  private Conversation open(UnderstandRequest request) {
    Conversation conversation =
        new Conversation(
            pipeline.chat(request.image().toPixels(), request.tiling()),
            requests,
            conversations::remove);
    conversations.add(conversation);
    return conversation;
  }

  /**
   * {@link #generate(GenerateRequest)} on another thread; cancelling the future cancels the run.
   *
   * @throws ai.vugen.error.BusyException if too many requests wait
   */
  public CompletableFuture<List<GeneratedImage>> generateAsync(GenerateRequest request) {
    requests.check();
    RunControl control = ActiveRequests.control(request.deadline());
    return async.submit(
        control,
        () ->
            requests.run(
                control, request.cancellation(), running -> images.generate(request, running)));
  }

  /**
   * {@link #understand(UnderstandRequest)} on another thread; cancelling the future cancels the
   * run.
   *
   * @throws ai.vugen.error.BusyException if too many requests wait
   */
  public CompletableFuture<Answer> understandAsync(UnderstandRequest request) {
    requests.check();
    RunControl control = ActiveRequests.control(request.options().deadline());
    return async.submit(control, () -> understand(request, control));
  }

  /** What the model is: id, sizes, parameters, versions. */
  public ModelInfo info() {
    return run(control -> ModelInfo.of(location.identity(), pipeline));
  }

  /** What the caches have done so far, and what is open. */
  public Statistics statistics() {
    return Statistics.now(pipeline.statistics());
  }

  /** Empties the caches. */
  public void clearCaches() {
    pipeline.clearCaches();
  }

  private <T> T run(GenerateRequest request, Function<RunControl, T> body) {
    return requests.run(ActiveRequests.control(request.deadline()), request.cancellation(), body);
  }

  private <T> T run(Function<RunControl, T> body) {
    return requests.run(RunControl.unlimited(), null, body);
  }

  /**
   * Stops the requests under way, which throw {@link ai.vugen.error.ClosedException}, waits for
   * them and frees everything; a second call does nothing.
   */
  @Override
  public void close() {
    if (requests.close()) {
      async.close();
      List.copyOf(conversations).forEach(Conversation::close);
      pipeline.close();
    }
  }

  /**
   * Collects a model, the defaults of requests and what a {@link VuGen} may take. Values are
   * checked at once: a bad one throws {@link ai.vugen.error.InvalidRequestException}.
   */
  public static final class Builder {
    private static final String BUNDLED = "nano";

    private Supplier<ModelLocation> model = () -> ModelLocation.of(BUNDLED);
    private GenerateRequest defaults = GenerateRequest.of("any");
    private long cacheBytes = 256L << 20;
    private int maxConcurrency = 2;
    private int imagesPerRun = 1;
    private @Nullable Executor executor;

    private Builder() {}

    /** The model in a folder. */
    public Builder model(Path folder) {
      model = () -> ModelLocation.of(folder);
      return this;
    }

    /** The model with an id of the catalog, or in the folder of this path; default: nano. */
    public Builder model(String idOrPath) {
      model = () -> ModelLocation.of(idOrPath);
      return this;
    }

    /** See {@link GenerateRequest#decoder}. */
    public Builder decoder(Decoder decoder) {
      return with(defaults.withDecoder(decoder));
    }

    /** See {@link GenerateRequest#cfg}. */
    public Builder cfg(double cfg) {
      return with(defaults.withCfg(cfg));
    }

    /** See {@link GenerateRequest#guidance}. */
    public Builder guidance(@Nullable Guidance guidance) {
      return with(defaults.withGuidance(guidance));
    }

    /** See {@link GenerateRequest#guidanceInterval}. */
    public Builder guidanceInterval(GuidanceInterval interval) {
      return with(defaults.withGuidanceInterval(interval));
    }

    /** See {@link GenerateRequest#steps}. */
    public Builder steps(int steps) {
      return with(defaults.withSteps(steps));
    }

    /** See {@link GenerateRequest#seed}. */
    public Builder seed(long seed) {
      return with(defaults.withSeed(seed));
    }

    /** See {@link GenerateRequest#solver}. */
    public Builder solver(Solver solver) {
      return with(defaults.withSolver(solver));
    }

    /** See {@link GenerateRequest#shift}. */
    public Builder shift(@Nullable Double shift) {
      return with(defaults.withShift(shift));
    }

    /** See {@link GenerateRequest#decoderSteps}. */
    public Builder decoderSteps(int steps) {
      return with(defaults.withDecoderSteps(steps));
    }

    /** See {@link GenerateRequest#negativePrompt}. */
    public Builder negativePrompt(@Nullable String prompt) {
      return with(defaults.withNegativePrompt(prompt));
    }

    /** See {@link GenerateRequest#listener}. */
    public Builder listener(@Nullable ProgressListener listener) {
      return with(defaults.withListener(listener));
    }

    private Builder with(GenerateRequest changed) {
      defaults = changed;
      return this;
    }

    /**
     * Threads that compute, of all models in this process together; default: one per processor.
     *
     * @throws ai.vugen.error.InvalidRequestException if a session is open with another number
     */
    public Builder threads(int threads) {
      Engine.configure(new ThreadPool(threads, ThreadPool.Idle.SPIN));
      return this;
    }

    /** What the caches may take together, in bytes; default 256 MiB, 0 for no caches. */
    public Builder cacheBytes(long bytes) {
      require(bytes >= 0, "cache bytes", bytes, "0 or more");
      cacheBytes = bytes;
      return this;
    }

    /** Most requests that compute at once, others wait; default 2. */
    public Builder maxConcurrency(int requests) {
      require(requests >= 1, "max concurrency", requests, "at least 1");
      maxConcurrency = requests;
      return this;
    }

    /**
     * Most images of a request that are computed together; default 1, with which the bits of an
     * image do not depend on the others. More may differ by a rounding of the last bits.
     */
    public Builder imagesPerRun(int images) {
      require(images >= 1, "images per run", images, "at least 1");
      imagesPerRun = images;
      return this;
    }

    /** Where asynchronous requests run; default: a few daemon threads and a bounded queue. */
    public Builder executor(@Nullable Executor other) {
      executor = other;
      return this;
    }

    private static void require(boolean holds, String what, long value, String expected) {
      if (!holds) {
        throw new InvalidRequestException(what + " is " + value + "; expected " + expected);
      }
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
}
