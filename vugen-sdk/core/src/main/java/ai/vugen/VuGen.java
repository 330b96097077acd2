package ai.vugen;

import static ai.vugen.error.InvalidRequestException.notNull;

import ai.vugen.device.Placement;
import ai.vugen.image.Pixels;
import ai.vugen.image.PngMetadata;
import ai.vugen.pipeline.Pipeline;
import ai.vugen.runtime.RunControl;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

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
  private final GenerateRequest.Builder defaults;
  private final ImageGeneration images;
  private final ActiveRequests requests;
  private final AsyncRequests async;
  private final Set<Conversation> conversations = ConcurrentHashMap.newKeySet();

  VuGen(VuGenBuilder builder) {
    location = builder.model.get();
    builder.configureThreads();
    defaults = builder.defaults.copy();
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
        CallOptions.DEFAULT,
        control -> {
          pipeline.warmUp();
          return this;
        });
  }

  /** Draws one image, with the builder's defaults. */
  public GeneratedImage generate(String prompt) {
    return generate(request(prompt).toBuilder().count(1).build()).get(0);
  }

  /** Returns the request for a prompt with the builder's defaults. */
  public GenerateRequest request(String prompt) {
    return defaults.copy().prompt(prompt).build();
  }

  /** Draws the images of a request, in the order of their indices. */
  public List<GeneratedImage> generate(GenerateRequest request) {
    return generate(request, CallOptions.DEFAULT);
  }

  /** As {@link #generate(GenerateRequest)}, followed and stopped as the options say. */
  public List<GeneratedImage> generate(GenerateRequest request, CallOptions options) {
    notNull(request, "request");
    return run(options, control -> images.generate(request, options, control));
  }

  /** Samples the latents of a request without decoding them. */
  public List<Latent> sample(GenerateRequest request) {
    return sample(request, CallOptions.DEFAULT);
  }

  /** As {@link #sample(GenerateRequest)}, followed and stopped as the options say. */
  public List<Latent> sample(GenerateRequest request, CallOptions options) {
    notNull(request, "request");
    return run(options, control -> images.sample(request, options, control));
  }

  /** Decodes a latent with its own seed and in one step. */
  public GeneratedImage decode(Latent latent) {
    return decode(latent, notNull(latent, "latent").provenance().seed(), 1);
  }

  /**
   * Decodes a latent.
   *
   * @param seed seed of the decoder's noise
   * @param decoderSteps solver intervals, at least 1
   */
  public GeneratedImage decode(Latent latent, long seed, int decoderSteps) {
    return decode(latent, seed, decoderSteps, CallOptions.DEFAULT);
  }

  /** As {@link #decode(Latent, long, int)}, stopped as the options say. */
  public GeneratedImage decode(Latent latent, long seed, int decoderSteps, CallOptions options) {
    notNull(latent, "latent");
    return run(options, control -> images.decode(latent, seed, decoderSteps, control));
  }

  /** Encodes a picture, resized to the encoder's square, as the latent that would draw it. */
  public Latent encode(ImageInput image) {
    return encode(image, CallOptions.DEFAULT);
  }

  /** As {@link #encode(ImageInput)}, stopped as the options say. */
  public Latent encode(ImageInput image, CallOptions options) {
    notNull(image, "image");
    return run(options, control -> images.encode(image, control));
  }

  /** Encodes a picture and decodes it again. */
  public GeneratedImage reconstruct(ImageInput image) {
    return reconstruct(image, CallOptions.DEFAULT);
  }

  /** As {@link #reconstruct(ImageInput)}, stopped as the options say. */
  public GeneratedImage reconstruct(ImageInput image, CallOptions options) {
    notNull(image, "image");
    return run(options, control -> images.decode(images.encode(image, control), 0, 1, control));
  }

  /**
   * Returns the mean of a picture's z over its patches, of length 1: similar pictures, similar
   * vectors.
   */
  public float[] embed(ImageInput image) {
    return embed(image, CallOptions.DEFAULT);
  }

  /** As {@link #embed(ImageInput)}, stopped as the options say. */
  public float[] embed(ImageInput image, CallOptions options) {
    notNull(image, "image");
    return run(options, control -> pipeline.embed(image.toPixels(), control));
  }

  /**
   * Draws the image of a PNG file again from the settings that it carries, bit for bit.
   *
   * @throws ai.vugen.error.InvalidRequestException if it carries none, or is of another model or
   *     precision
   */
  public GeneratedImage replay(Path png) {
    return replay(png, CallOptions.DEFAULT);
  }

  /** As {@link #replay(Path)}, followed and stopped as the options say. */
  public GeneratedImage replay(Path png, CallOptions options) {
    notNull(options, "options");
    return replay(notNull(png, "png").toString(), PngMetadata.read(png), options);
  }

  /** As {@link #replay(Path)}, from the bytes of the file. */
  public GeneratedImage replay(byte[] png) {
    return replay(png, CallOptions.DEFAULT);
  }

  /** As {@link #replay(byte[])}, followed and stopped as the options say. */
  public GeneratedImage replay(byte[] png, CallOptions options) {
    notNull(options, "options");
    return replay("The PNG file", PngMetadata.read(notNull(png, "png")), options);
  }

  private GeneratedImage replay(String where, PngMetadata metadata, CallOptions options) {
    Provenance provenance = GeneratedImage.provenance(where, metadata);
    return run(options, control -> images.replay(provenance, options, control));
  }

  /** Answers a question about a picture, greedily. */
  public Answer understand(ImageInput image, String question) {
    return understand(ChatRequest.of(image, notNull(question, "question")));
  }

  /** Answers a question about a picture file, greedily. */
  public Answer understand(Path image, String question) {
    notNull(question, "question");
    return understand(ImageInput.of(notNull(image, "image")), question);
  }

  /** Answers the last message of a conversation, with or without pictures. */
  public Answer understand(ChatRequest request) {
    return understand(request, CallOptions.DEFAULT);
  }

  /** As {@link #understand(ChatRequest)}, followed and stopped as the options say. */
  public Answer understand(ChatRequest request, CallOptions options) {
    notNull(request, "request");
    return run(options, control -> answer(request, options, control));
  }

  private Answer answer(ChatRequest request, CallOptions options, RunControl control) {
    try (Conversation conversation = open(request.history(), List.of())) {
      return conversation.ask(request.question(), request.options(), options, control);
    }
  }

  /** Begins a conversation, which the caller closes. */
  public Conversation chat() {
    return chat(List.of());
  }

  /** Begins a conversation whose first question is about a picture; the caller closes it. */
  public Conversation chat(ImageInput image) {
    notNull(image, "image");
    return run(CallOptions.DEFAULT, control -> open(List.of(), List.of(image.toPixels())));
  }

  /**
   * Begins a conversation behind what was said before, which the caller closes. The first question
   * computes all of it.
   *
   * @param history a system message or none, then questions and answers in order; may be empty
   */
  public Conversation chat(List<? extends ChatMessage> history) {
    List<ChatMessage> said = ChatRequest.checkedHistory(history, "history");
    return run(CallOptions.DEFAULT, control -> open(said, List.of()));
  }

  private Conversation open(List<ChatMessage> history, List<Pixels> shown) {
    Conversation conversation =
        new Conversation(
            pipeline.chat(Conversation.turns(history), shown), requests, conversations::remove);
    conversations.add(conversation);
    return conversation;
  }

  /** As {@link #generateAsync(GenerateRequest, CallOptions)} with the defaults. */
  public CompletableFuture<List<GeneratedImage>> generateAsync(GenerateRequest request) {
    return generateAsync(request, CallOptions.DEFAULT);
  }

  /**
   * {@link #generate(GenerateRequest, CallOptions)} on another thread; cancelling the future
   * cancels the run.
   *
   * @throws ai.vugen.error.BusyException if too many requests wait
   */
  public CompletableFuture<List<GeneratedImage>> generateAsync(
      GenerateRequest request, CallOptions options) {
    notNull(request, "request");
    return runAsync(options, control -> images.generate(request, options, control));
  }

  /** As {@link #understandAsync(ChatRequest, CallOptions)} with the defaults. */
  public CompletableFuture<Answer> understandAsync(ChatRequest request) {
    return understandAsync(request, CallOptions.DEFAULT);
  }

  /**
   * {@link #understand(ChatRequest, CallOptions)} on another thread; cancelling the future cancels
   * the run.
   *
   * @throws ai.vugen.error.BusyException if too many requests wait
   */
  public CompletableFuture<Answer> understandAsync(ChatRequest request, CallOptions options) {
    notNull(request, "request");
    return runAsync(options, control -> answer(request, options, control));
  }

  /**
   * Writes each network as an ONNX file in float32, which any runtime loads, and beside them a copy
   * of the weights, to which the files refer by name. {@code docs/graphs.md} describes inputs and
   * outputs.
   *
   * @param folder made if it is not there; the model's own folder needs no copy of the weights
   * @return the ONNX files, such as {@code vision.onnx} and {@code tower.onnx}
   * @throws ai.vugen.error.ModelException if a file cannot be written
   */
  public List<Path> export(Path folder) {
    notNull(folder, "folder");
    return run(CallOptions.DEFAULT, control -> pipeline.export(folder));
  }

  /** Returns what the model is: id, sizes, parameters, versions. */
  public ModelInfo info() {
    return run(
        CallOptions.DEFAULT,
        control -> ModelInfo.of(location.identity(), placement.precision(), pipeline));
  }

  /** Returns what the caches have done so far, and what is open. */
  public Statistics statistics() {
    return Statistics.now(pipeline.caches());
  }

  /** Empties the caches. */
  public void clearCaches() {
    pipeline.clearCaches();
  }

  private <T> T run(CallOptions options, Function<RunControl, T> body) {
    return requests.run(notNull(options, "options"), body);
  }

  private <T> CompletableFuture<T> runAsync(CallOptions options, Function<RunControl, T> body) {
    requests.check();
    RunControl control = ActiveRequests.control(notNull(options, "options"));
    return async.submit(control, () -> requests.run(control, options, body));
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
