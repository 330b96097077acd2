package ai.vugen;

import ai.vugen.device.Placement;
import ai.vugen.image.PixelsReader;
import ai.vugen.image.PngMetadata;
import ai.vugen.model.vision.Tiling;
import ai.vugen.pipeline.Pipeline;
import ai.vugen.runtime.RunControl;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
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
 * <p>Thread-safe; images that several threads ask for at the same time are sampled together. Every
 * method throws a subclass of {@link ai.vugen.error.VuGenException}: {@link
 * ai.vugen.error.InvalidRequestException} for what cannot be asked for, {@link
 * ai.vugen.error.InvalidImageException} for a bad picture, {@link ai.vugen.error.ModelException}
 * for a bad model, {@link ai.vugen.error.CancelledException}, {@link
 * ai.vugen.error.DeadlineExceededException}, {@link ai.vugen.error.BusyException} when too many
 * requests wait, and {@link ai.vugen.error.ClosedException} after or during {@link #close}. After
 * an error it is as usable as before.
 *
 * <p>The same request gives the same image on the same machine. Image i of a request has the noise
 * of (seed, i), whatever the count, the order and the threads. Where the processor's kernels round
 * a larger batch differently, a channel may differ by 1 of 255 with what else is under way; see
 * {@link VuGenBuilder#batchLimit}.
 */
public final class VuGen implements AutoCloseable {
  private final Pipeline pipeline;
  private final ModelLocation location;
  private final Placement placement;
  private final GenerateRequest defaults;
  private final ImageGeneration images;
  private final ActiveRequests requests;
  private final AsyncRequests async;
  private final Set<Conversation> conversations = ConcurrentHashMap.newKeySet();

  VuGen(VuGenBuilder builder) {
    location = builder.model.get();
    defaults = builder.defaults;
    placement = builder.placement;
    pipeline =
        Pipeline.open(
            location.folder(), placement, location::sha256, builder.cacheBytes, builder.batchLimit);
    images = new ImageGeneration(pipeline, location, placement.precision());
    requests = new ActiveRequests(builder.maxConcurrency, builder.queueLimit);
    async = new AsyncRequests(builder.executor, builder.maxConcurrency, builder.queueLimit);
  }

  /** Starts with the bundled model and the defaults of {@link GenerateRequest}. */
  public static VuGenBuilder builder() {
    return new VuGenBuilder();
  }

  /**
   * Opens what requests would open when they first need it, all networks at once, and returns when
   * they are ready. A server calls it before it says that it is.
   *
   * @return this
   * @throws ai.vugen.error.ModelException if a network cannot be opened
   */
  public VuGen warmUp() {
    return run(
        control -> {
          pipeline.warmUp();
          return this;
        });
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
   * @throws ai.vugen.error.InvalidRequestException if it carries none, or is of another model or
   *     precision
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

  /** Answers a question about one picture or several. */
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
    return chat(List.of(image), null);
  }

  /**
   * Begins a conversation about one picture or several, which the caller closes.
   *
   * @param tiling how each picture is cut; see {@link UnderstandRequest#tiling}
   */
  public Conversation chat(List<? extends ImageInput> images, @Nullable Tiling tiling) {
    return run(control -> open(UnderstandRequest.of(images, "-").withTiling(tiling)));
  }

  private Conversation open(UnderstandRequest request) {
    Conversation conversation =
        new Conversation(
            pipeline.chat(
                request.images().stream().map(ImageInput::toPixels).toList(), request.tiling()),
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
    return run(control -> ModelInfo.of(location.identity(), placement.precision(), pipeline));
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
}
