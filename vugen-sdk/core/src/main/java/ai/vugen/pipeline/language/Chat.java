package ai.vugen.pipeline.language;

import ai.vugen.error.ClosedException;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.graph.LanguageGraph;
import ai.vugen.image.Pixels;
import ai.vugen.image.Tiling;
import ai.vugen.model.language.ChatTemplate;
import ai.vugen.model.language.LanguageConfig;
import ai.vugen.model.language.TemplateMessage;
import ai.vugen.model.language.TokenDecoder;
import ai.vugen.model.vision.TilePlan;
import ai.vugen.pipeline.vision.ImageEncoder;
import ai.vugen.runtime.RunControl;
import ai.vugen.session.BoundedCache;
import ai.vugen.session.LoadedModel;
import ai.vugen.session.Sessions;
import ai.vugen.text.AnswerOptions;
import ai.vugen.text.FinishReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A conversation, with pictures in any turn or in none. Keys and values stay in native memory from
 * turn to turn, so that each turn feeds only what is new. A turn that fails leaves no trace.
 * Thread-safe, one turn at a time.
 */
public final class Chat implements AutoCloseable {
  private final LoadedModel model;
  private final BoundedCache<Context, KeyValues> contexts;
  private final ImageEncoder images;
  private final ChatTemplate template;
  private final LanguageRun run;
  private final KeyValueCache cache;
  private final Set<Integer> stops;
  private List<Turn> history; // said before, until the first answer
  private List<Pixels> shown; // pictures of the first question, until the first answer
  private int[] unfed = {}; // the end of the last answer, whose keys and values are not known yet
  private boolean closed;

  /** A picture and how it is cut. */
  record Picture(Pixels pixels, TilePlan plan) {}

  /** A message whose pictures are planned. */
  private record Planned(Turn message, List<Picture> pictures) {
    TemplateMessage written() {
      int tiles = pictures.stream().mapToInt(picture -> picture.plan().tiles()).sum();
      return new TemplateMessage(message.role(), tiles, 0, message.text());
    }
  }

  /** Pictures and the tokens up to the end of them. */
  public record Context(List<Picture> pictures, TokenIds tokens) {}

  /**
   * Returns a cache of the keys and values of conversations up to the end of their pictures.
   *
   * @param bytes what they may take, 0 to keep none
   */
  public static BoundedCache<Context, KeyValues> contexts(long bytes) {
    return new BoundedCache<>("image contexts", bytes, KeyValues::bytes);
  }

  /**
   * Begins a conversation; nothing is computed before the first question.
   *
   * @param history what was said before, may be empty
   * @param shown pictures that the first question shows before its own
   */
  public Chat(
      LoadedModel model,
      Sessions sessions,
      BoundedCache<Context, KeyValues> contexts,
      ImageEncoder images,
      ChatTemplate template,
      List<Turn> history,
      List<Pixels> shown) {
    this.model = model;
    this.contexts = contexts;
    this.images = images;
    this.template = template;
    this.history = List.copyOf(history);
    this.shown = List.copyOf(shown);
    this.run = new LanguageRun(model.config(), sessions.get(LanguageGraph.NAME));
    this.cache = new KeyValueCache(model.config().language());
    this.stops =
        Stream.concat(
                model.config().tokens().stop().stream(),
                IntStream.of(template.stopIds()).boxed()) // config.json may name only one of them
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Asks and returns the answer.
   *
   * @param onText told whole characters as they come; joined, they are the answer
   * @throws InvalidRequestException if the context cannot hold the question
   * @throws ClosedException after {@link #close}
   */
  public synchronized Completion ask(
      Turn question, AnswerOptions options, Consumer<String> onText, RunControl control) {
    if (closed) {
      throw new ClosedException("The conversation has been closed; start a new one.");
    }
    int before = cache.length();
    int[] unfedBefore = unfed;
    try {
      float[] logits = before == 0 ? begin(question, options, control) : goOn(question, control);
      Completion completion = complete(logits, options, onText, control);
      history = List.of();
      shown = List.of(); // the keys and values remember them
      return completion;
    } catch (RuntimeException | Error e) {
      cache.truncate(before);
      unfed = unfedBefore;
      throw e;
    }
  }

  private float[] goOn(Turn question, RunControl control) {
    Planned planned = plan(question);
    List<Picture> pictures = planned.pictures();
    int[] turn = template.nextTurn(planned.written());
    requireRoom(unfed.length + turn.length);
    if (!pictures.isEmpty() && unfed.length > 0) {
      run.feed(unfed, null, cache, control); // the model may have written an image token: as text
      unfed = new int[0];
    }
    int[] ids = Arrays.copyOf(unfed, unfed.length + turn.length);
    System.arraycopy(turn, 0, ids, unfed.length, turn.length);
    return run.feed(ids, pictures.isEmpty() ? null : imageRows(pictures, control), cache, control);
  }

  private float[] begin(Turn question, AnswerOptions options, RunControl control) {
    List<Turn> messages = new ArrayList<>(history);
    messages.add(question.behind(shown));
    List<Planned> planned = messages.stream().map(this::plan).toList();
    List<Picture> pictures = planned.stream().flatMap(m -> m.pictures().stream()).toList();
    int[] ids = template.prompt(planned.stream().map(Planned::written).toList());
    requireRoom(ids.length);
    reserve(ids.length, options.maxTokens());
    int end = pictures.isEmpty() ? 0 : endOfImages(ids);
    if (end > 0) {
      show(pictures, Arrays.copyOf(ids, end), control);
    }
    return run.feed(Arrays.copyOfRange(ids, end, ids.length), null, cache, control);
  }

  /** Makes room for the answer too: to grow behind many image tokens would copy all of them. */
  private void reserve(int tokens, int answer) {
    int most = model.config().language().maxPositions();
    cache.reserve((int) Math.min(most, (long) tokens + answer));
  }

  private Planned plan(Turn message) {
    int most = model.config().maxTiles();
    boolean isCut = message.pictures().size() == 1 && most > 1;
    Tiling own = isCut ? new Tiling.ThumbAndTiles(most) : new Tiling.Vanilla();
    Tiling tiling = message.tiling().orElse(own);
    List<Picture> pictures =
        message.pictures().stream()
            .map(pixels -> new Picture(pixels, images.plan(pixels, tiling)))
            .toList();
    return new Planned(message, pictures);
  }

  private int endOfImages(int[] ids) {
    int end = ids.length;
    while (ids[end - 1] != model.config().tokens().image()) {
      end--;
    }
    return end;
  }

  /** Feeds everything up to the end of the pictures, or takes it from the cache. */
  private void show(List<Picture> pictures, int[] ids, RunControl control) {
    Context key = new Context(pictures, TokenIds.of(ids));
    KeyValues known = contexts.find(key);
    if (known != null) {
      control.check();
      cache.load(known);
      return;
    }
    run.feed(ids, imageRows(pictures, control), cache, control);
    if (contexts.hasRoomFor(cache.bytes())) {
      contexts.put(key, cache.copy());
    }
  }

  /** Returns the image tokens of pictures, one behind the other. */
  private float[] imageRows(List<Picture> pictures, RunControl control) {
    List<float[]> each = new ArrayList<>();
    int length = 0;
    for (Picture picture : pictures) {
      float[] rows = images.tokens(picture.pixels(), picture.plan(), control).rows();
      length = Math.addExact(length, rows.length);
      each.add(rows);
    }
    if (each.size() == 1) {
      return each.get(0);
    }
    float[] all = new float[length];
    int at = 0;
    for (float[] rows : each) {
      System.arraycopy(rows, 0, all, at, rows.length);
      at += rows.length;
    }
    return all;
  }

  /** A question needs room for itself and one token of the answer. */
  private void requireRoom(int tokens) {
    int most = model.config().language().maxPositions();
    if (cache.length() + tokens >= most) {
      throw new InvalidRequestException(
          "The conversation would have %d tokens with this question, but the model's context holds %d, answers included. Ask a shorter question, use fewer image tiles or start a new conversation."
              .formatted(cache.length() + tokens, most));
    }
  }

  private Completion complete(
      float[] first, AnswerOptions options, Consumer<String> onText, RunControl control) {
    LanguageConfig config = model.config().language();
    TokenSampler sampler = new TokenSampler(options, model.tokenizer().vocabularySize());
    TokenDecoder decoder = model.tokenizer().decoder();
    StopSequences sequences = new StopSequences(options.stopSequences());
    GrowingAnswer answer = new GrowingAnswer(sequences, cache.length(), onText);
    float[] logits = first;
    while (true) {
      control.check();
      int id = sampler.choose(logits, cache.length());
      if (stops.contains(id)) {
        unfed = new int[0];
        return answer.end(decoder, FinishReason.STOP);
      }
      unfed = new int[] {id};
      if (answer.add(id, decoder.append(id))) {
        return answer.end(decoder, FinishReason.STOP_SEQUENCE);
      }
      if (answer.ids.size() == options.maxTokens()) {
        return answer.end(decoder, FinishReason.MAX_TOKENS);
      }
      if (cache.length() + 1 >= config.maxPositions()) {
        return answer.end(decoder, FinishReason.CONTEXT_FULL);
      }
      logits = run.feed(unfed, null, cache, control);
    }
  }

  /** An answer as it grows. */
  private static final class GrowingAnswer {
    private final StopSequences stops;
    private final int promptTokens;
    private final Consumer<String> onText;
    private final StringBuilder text = new StringBuilder();
    private final List<Integer> ids = new ArrayList<>();

    GrowingAnswer(StopSequences stops, int promptTokens, Consumer<String> onText) {
      this.stops = stops;
      this.promptTokens = promptTokens;
      this.onText = onText;
    }

    /** Adds a token and returns whether a stop sequence has come. */
    boolean add(int id, String piece) {
      ids.add(id);
      show(stops.append(piece));
      return stops.isStopped();
    }

    Completion end(TokenDecoder decoder, FinishReason reason) {
      if (!stops.isStopped()) {
        show(stops.append(decoder.finish()));
        show(stops.finish());
      }
      return new Completion(text.toString(), promptTokens, ids, reason);
    }

    private void show(String piece) {
      if (!piece.isEmpty()) {
        text.append(piece);
        onText.accept(piece);
      }
    }
  }

  /** Returns the number of tokens that the conversation has so far. */
  public synchronized int length() {
    return cache.length() + unfed.length;
  }

  /** Frees the memory of the conversation, after a turn that is under way. */
  @Override
  public synchronized void close() {
    closed = true;
    run.close();
    cache.close();
  }
}
