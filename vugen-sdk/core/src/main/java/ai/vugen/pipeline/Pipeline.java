package ai.vugen.pipeline;

import ai.vugen.device.Placement;
import ai.vugen.graph.Network;
import ai.vugen.graph.TowerGraph;
import ai.vugen.image.Pixels;
import ai.vugen.model.ModelConfig;
import ai.vugen.model.language.ChatTemplate;
import ai.vugen.pipeline.decoding.ImageDecoder;
import ai.vugen.pipeline.language.Chat;
import ai.vugen.pipeline.language.KeyValues;
import ai.vugen.pipeline.language.PromptEncoder;
import ai.vugen.pipeline.language.Turn;
import ai.vugen.pipeline.sampling.SampleSettings;
import ai.vugen.pipeline.sampling.Sampler;
import ai.vugen.pipeline.sampling.SamplingListener;
import ai.vugen.pipeline.vision.ImageEncoder;
import ai.vugen.runtime.Engine;
import ai.vugen.runtime.RunControl;
import ai.vugen.runtime.TurnQueue;
import ai.vugen.session.BoundedCache;
import ai.vugen.session.LoadedModel;
import ai.vugen.session.NetworkWeights;
import ai.vugen.session.OnnxExport;
import ai.vugen.session.Sessions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An opened model: its stages, their sessions and caches. Thread-safe.
 *
 * <p>Sessions are opened when they are first needed. {@link #close} stops what is under way.
 */
public final class Pipeline implements AutoCloseable {
  private final LoadedModel model;
  private final Sessions sessions;
  private final ImageEncoder images;
  private final Optional<Sampler> sampler;
  private final @Nullable ImageDecoder decoder;
  private final BoundedCache<Chat.Context, KeyValues> contexts;
  private final ChatTemplate template;
  private final List<BoundedCache<?, ?>> caches;

  /** One image is decoded at a time: two would take twice as long each. */
  private final TurnQueue decoding = new TurnQueue(1, Integer.MAX_VALUE);

  private Pipeline(LoadedModel model, NetworkWeights weights, long cacheBytes, int batchLimit) {
    this.model = model;
    this.sessions = new Sessions(model, weights);
    // Half for the contexts of conversations, an eighth for latents, the rest evenly.
    PromptEncoder prompts = new PromptEncoder(model, sessions, cacheBytes * 3 / 16);
    this.sampler = Sampler.of(model.config(), sessions, prompts, batchLimit, cacheBytes / 8);
    this.images = new ImageEncoder(model, sessions, cacheBytes * 3 / 16);
    this.contexts = Chat.contexts(cacheBytes / 2);
    List<BoundedCache<?, ?>> kept =
        new ArrayList<>(List.of(prompts.cache(), images.cache(), contexts));
    sampler.ifPresent(stage -> kept.add(1, stage.cache()));
    this.caches = List.copyOf(kept);
    this.decoder =
        model
            .config()
            .drawing()
            .map(drawing -> ImageDecoder.of(drawing.decoder(), model, sessions))
            .orElse(null);
    this.template = model.config().chatTemplate(model.tokenizer());
  }

  /**
   * Opens a model folder on the processor in float32; see {@link LoadedModel#open}.
   *
   * @param cacheBytes what the caches may take together
   * @param batchLimit most images that are sampled together, of one request or several
   */
  public static Pipeline open(Path folder, long cacheBytes, int batchLimit) {
    Supplier<String> unneeded =
        () -> {
          throw new IllegalStateException("FLOAT32 needs no hash");
        };
    return open(folder, Placement.CPU_FLOAT32, unneeded, cacheBytes, batchLimit);
  }

  /**
   * Opens a model folder; see {@link LoadedModel#open}. What the caches hold is of this placement.
   *
   * @param sha256 gives the hash of the weights, which says whose the quantized ones are; asked if
   *     the precision is INT8, when the first session is opened
   * @param cacheBytes what the caches may take together
   * @param batchLimit most images that are sampled together, of one request or several
   */
  public static Pipeline open(
      Path folder, Placement placement, Supplier<String> sha256, long cacheBytes, int batchLimit) {
    startEngine();
    LoadedModel model = LoadedModel.open(folder);
    try {
      NetworkWeights weights = new NetworkWeights(model, placement, sha256);
      return new Pipeline(model, weights, cacheBytes, batchLimit);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /** Starts the engine beside the reading of the model, for the sake of the first image. */
  private static void startEngine() {
    Thread starter =
        new Thread(
            () -> {
              try {
                Engine.get();
              } catch (RuntimeException e) {
                // the first session meets the same fault and reports it
              }
            },
            "vugen-engine");
    starter.setDaemon(true);
    starter.start();
  }

  /** Returns the numbers of the model. */
  public ModelConfig config() {
    return model.config();
  }

  /** Returns the content of the model folder. */
  public LoadedModel model() {
    return model;
  }

  /** Opens the sessions of all networks and waits until they are ready. */
  public void warmUp() {
    List<String> networks = model.config().networks().stream().map(Network::name).toList();
    sessions.warmUp(networks);
    networks.forEach(sessions::get);
  }

  /** Begins to open the sessions that drawing needs, on threads of their own. */
  public void warmUpDrawing() {
    List<String> drawing = new ArrayList<>(List.of(TowerGraph.NAME));
    model.config().requireDrawing().decoder().networks().forEach(n -> drawing.add(n.name()));
    sessions.warmUp(drawing);
  }

  /**
   * Samples one latent for each index, together with those of other requests that are under way.
   *
   * @return standardised, {@code [channels, rows, columns]} each; not to be changed
   * @throws ai.vugen.error.InvalidRequestException if the prompt is too long, or the model cannot
   *     draw
   */
  public List<float[]> sample(
      SampleSettings settings,
      long seed,
      List<Integer> indices,
      SamplingListener listener,
      RunControl control) {
    model.config().requireDrawing();
    return sampler.orElseThrow().sample(settings, seed, indices, listener, control);
  }

  /**
   * Decodes a latent to pixels.
   *
   * @param latent standardised, {@code [channels, rows, columns]}
   * @param steps solver intervals of the decoder, at least 1
   */
  public Pixels decode(float[] latent, long seed, int index, int steps, RunControl control) {
    ImageDecoder stage = Objects.requireNonNull(decoder, "a model that draws has a decoder");
    return decoding.run(control, () -> stage.decode(latent, seed, index, steps, control));
  }

  /** z̃ of a picture, standardised, {@code [channels, rows, columns]}. */
  public float[] encode(Pixels picture, RunControl control) {
    return images.latent(picture, control);
  }

  /** Returns the mean of z over the patches of a picture, of length 1: {@code [vision width]}. */
  public float[] embed(Pixels picture, RunControl control) {
    return images.embedding(picture, control);
  }

  /**
   * Begins a conversation, which the caller closes.
   *
   * @param history what was said before, may be empty
   * @param shown pictures that the first question shows before its own, may be empty
   */
  public Chat chat(List<Turn> history, List<Pixels> shown) {
    return new Chat(model, sessions, contexts, images, template, history, shown);
  }

  /** Returns the caches of the stages. */
  public List<BoundedCache<?, ?>> caches() {
    return caches;
  }

  /** Writes the networks as ONNX files beside their weights; see {@link OnnxExport#write}. */
  public List<Path> export(Path folder) {
    return OnnxExport.write(model, folder);
  }

  /** Empties the caches. */
  public void clearCaches() {
    caches.forEach(BoundedCache::clear);
  }

  /** Stops what is under way in the sessions, waits for it and frees everything. */
  @Override
  public void close() {
    sampler.ifPresent(Sampler::close);
    sessions.close();
    model.close();
    clearCaches();
  }
}
