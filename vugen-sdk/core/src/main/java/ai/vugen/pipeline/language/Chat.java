package ai.vugen.pipeline.language;

import ai.vugen.error.ClosedException;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.graph.LanguageGraph;
import ai.vugen.image.Pixels;
import ai.vugen.model.language.ChatMessage;
import ai.vugen.model.language.ChatTemplate;
import ai.vugen.model.language.LanguageConfig;
import ai.vugen.model.language.TokenDecoder;
import ai.vugen.model.vision.Tiling;
import ai.vugen.pipeline.vision.ImageEncoder;
import ai.vugen.runtime.RunControl;
import ai.vugen.session.BoundedCache;
import ai.vugen.session.LoadedModel;
import ai.vugen.session.Sessions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A conversation about pictures, or about none. Keys and values stay in native memory from turn to
 * turn, so that each turn feeds only what is new. A turn that fails leaves no trace. Thread-safe,
 * one turn at a time.
 */
public final class Chat implements AutoCloseable {
  private final LoadedModel model;
  private final BoundedCache<Context, KeyValues> contexts;
  private final ImageEncoder images;
  private final ChatTemplate template;
  private final List<Pixels> pictures;
  private final Tiling tiling;
  private final LanguageRun run;
  private final KeyValueCache cache;
  private final Set<Integer> stops;
  private int[] unfed = {}; // the end of the last answer, whose keys and values are not known yet
  private boolean closed;

  /** Pictures, how they are cut and the tokens up to the end of them. */
  public record Context(List<Pixels> pictures, Tiling tiling, TokenIds tokens) {}

  /**
   * Returns a cache of the keys and values of conversations up to the end of their pictures.
   *
   * @param bytes what they may take, 0 to keep none
   */
  public static BoundedCache<Context, KeyValues> contexts(long bytes) {
    return new BoundedCache<>("image contexts", bytes, KeyValues::bytes);
  }

  public Chat(
      LoadedModel model,
      Sessions sessions,
      BoundedCache<Context, KeyValues> contexts,
      ImageEncoder images,
      ChatTemplate template,
      List<Pixels> pictures,
      Tiling tiling) {
    this.model = model;
    this.contexts = contexts;
    this.images = images;
    this.template = template;
    this.pictures = List.copyOf(pictures);
    this.tiling = tiling;
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
   * @throws InvalidRequestException if the question is blank, or the context cannot hold it
   * @throws ClosedException after {@link #close}
   */
  public synchronized Reply ask(
      String question, TextSettings settings, Consumer<String> onText, RunControl control) {
    if (closed) {
      throw new ClosedException("The conversation has been closed; start a new one.");
    }
    if (question.isBlank()) {
      throw new InvalidRequestException("The question is blank; ask something.");
    }
    int before = cache.length();
    int[] unfedBefore = unfed;
    try {
      float[] logits = before == 0 ? begin(question, settings, control) : goOn(question, control);
      return answer(logits, settings, onText, control);
    } catch (RuntimeException | Error e) {
      cache.truncate(before);
      unfed = unfedBefore;
      throw e;
    }
  }

  private float[] goOn(String question, RunControl control) {
    int[] turn = template.nextTurn(ChatMessage.user(question));
    int[] ids = Arrays.copyOf(unfed, unfed.length + turn.length);
    System.arraycopy(turn, 0, ids, unfed.length, turn.length);
    requireRoom(ids.length);
    return run.feed(ids, null, cache, control);
  }

  private float[] begin(String question, TextSettings settings, RunControl control) {
    int tiles = pictures.stream().mapToInt(this::tiles).sum();
    int[] ids = template.prompt(List.of(ChatMessage.user(tiles, question)));
    requireRoom(ids.length);
    reserve(ids.length, settings.maxTokens());
    int end = tiles == 0 ? 0 : endOfImages(ids);
    if (end > 0) {
      show(Arrays.copyOf(ids, end), control);
    }
    return run.feed(Arrays.copyOfRange(ids, end, ids.length), null, cache, control);
  }

  /** Makes room for the answer too: to grow behind many image tokens would copy all of them. */
  private void reserve(int tokens, int answer) {
    int most = model.config().language().maxPositions();
    cache.reserve((int) Math.min(most, (long) tokens + answer));
  }

  private int tiles(Pixels shown) {
    int size = model.config().vision().imageSize();
    int tiles = tiling.grid(shown.width(), shown.height(), size).tiles();
    return tiling.hasThumbnail() ? tiles + 1 : tiles;
  }

  private int endOfImages(int[] ids) {
    int end = ids.length;
    while (ids[end - 1] != model.config().tokens().image()) {
      end--;
    }
    return end;
  }

  /** Feeds everything up to the end of the pictures, or takes it from the cache. */
  private void show(int[] ids, RunControl control) {
    Context key = new Context(pictures, tiling, TokenIds.of(ids));
    KeyValues known = contexts.find(key);
    if (known != null) {
      control.check();
      cache.load(known);
      return;
    }
    run.feed(ids, imageRows(control), cache, control);
    if (contexts.hasRoomFor(cache.bytes())) {
      contexts.put(key, cache.copy());
    }
  }

  /** The image tokens of all pictures, one behind the other. */
  private float[] imageRows(RunControl control) {
    List<float[]> each = new ArrayList<>();
    int length = 0;
    for (Pixels picture : pictures) {
      float[] rows = images.tokens(picture, tiling, control).rows();
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

  private Reply answer(
      float[] first, TextSettings settings, Consumer<String> onText, RunControl control) {
    LanguageConfig config = model.config().language();
    TokenChoice choice = new TokenChoice(settings, model.tokenizer().vocabularySize());
    TokenDecoder decoder = model.tokenizer().decoder();
    Answer answer = new Answer(new StopTexts(settings.stops()), onText);
    float[] logits = first;
    while (true) {
      control.check();
      int id = choice.choose(logits, cache.length());
      if (stops.contains(id)) {
        unfed = new int[0];
        return answer.end(decoder, Reply.Finish.STOP);
      }
      unfed = new int[] {id};
      if (answer.add(id, decoder.append(id))) {
        return answer.end(decoder, Reply.Finish.STOP_TEXT);
      }
      if (answer.ids.size() == settings.maxTokens()) {
        return answer.end(decoder, Reply.Finish.MAX_TOKENS);
      }
      if (cache.length() + 1 >= config.maxPositions()) {
        return answer.end(decoder, Reply.Finish.CONTEXT_FULL);
      }
      logits = run.feed(unfed, null, cache, control);
    }
  }

  /** An answer as it grows. */
  private static final class Answer {
    private final StopTexts stops;
    private final Consumer<String> onText;
    private final StringBuilder text = new StringBuilder();
    private final List<Integer> ids = new ArrayList<>();

    Answer(StopTexts stops, Consumer<String> onText) {
      this.stops = stops;
      this.onText = onText;
    }

    /** Adds a token and returns whether a stop text has come. */
    boolean add(int id, String piece) {
      ids.add(id);
      show(stops.append(piece));
      return stops.isStopped();
    }

    Reply end(TokenDecoder decoder, Reply.Finish finish) {
      if (!stops.isStopped()) {
        show(stops.append(decoder.finish()));
        show(stops.finish());
      }
      return new Reply(text.toString(), ids, finish);
    }

    private void show(String piece) {
      if (!piece.isEmpty()) {
        text.append(piece);
        onText.accept(piece);
      }
    }
  }

  /** The number of tokens that the conversation has so far. */
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
