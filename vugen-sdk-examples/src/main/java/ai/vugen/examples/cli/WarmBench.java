package ai.vugen.examples.cli;

import ai.vugen.Answer;
import ai.vugen.CallOptions;
import ai.vugen.ChatMessage;
import ai.vugen.ChatRequest;
import ai.vugen.GenerateRequest;
import ai.vugen.GeneratedImage;
import ai.vugen.ImageInput;
import ai.vugen.Progress;
import ai.vugen.VuGen;
import ai.vugen.VuGenBuilder;
import ai.vugen.image.Pixels;
import ai.vugen.image.Tiling;
import ai.vugen.text.AnswerOptions;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures requests to a model that is open and has worked before. */
final class WarmBench {
  /** What drawing an image is called in the tables. */
  private static final String IMAGE = "image";

  private static final List<String> COLOURS =
      List.of("red", "green", "blue", "yellow", "orange", "purple", "pink", "brown", "black");
  private static final List<String> NOUNS =
      List.of("car", "apple", "dog", "cat", "house", "tree", "fish", "ball", "boat", "flower");
  private static final String QUESTION = "what is in the picture?";
  private static final String OTHER_QUESTION = "how many objects are there?";

  /** Most tokens of an answer whose tokens are timed. */
  private static final int TOKENS = 32;

  private final VuGenBuilder builder;
  private final Rounds rounds;
  private long seed;

  WarmBench(VuGenBuilder builder, Rounds rounds) {
    this.builder = builder;
    this.rounds = rounds;
  }

  /**
   * Measures everything and prints a table a kind of request.
   *
   * @return what an image takes, in milliseconds
   */
  double measure(PrintWriter out) {
    out.println(rounds.withShortWarmUp().measure(this::open).table("Open, files in memory (ms)"));
    out.flush();
    try (VuGen vugen = builder.build()) {
      Timings images = rounds.measure(into -> draw(vugen, false, into));
      out.println(images.table("Generate, a new prompt each time (ms)"));
      out.println(
          rounds.measure(into -> draw(vugen, true, into)).table("Generate, a known prompt (ms)"));
      Pixels picture = draw(vugen, true, new Timings()).toPixels();
      out.println(
          rounds.measure(into -> answer(vugen, picture, into)).table("Understand, one tile (ms)"));
      out.println(ProcessMemory.read().text());
      out.println();
      return images.median(IMAGE);
    }
  }

  private void open(Timings into) {
    long begin = System.nanoTime();
    try (VuGen vugen = builder.build()) {
      into.add("model", millis(System.nanoTime() - begin));
      vugen.warmUp();
      into.add("model and all sessions", millis(System.nanoTime() - begin));
    }
  }

  /** No seed comes twice, so no image comes from the cache. */
  private GeneratedImage draw(VuGen vugen, boolean isKnownPrompt, Timings into) {
    seed++;
    int variety = isKnownPrompt ? 0 : (int) seed;
    String prompt =
        "a %s %s and %d more"
            .formatted(
                COLOURS.get(variety % COLOURS.size()), NOUNS.get(variety % NOUNS.size()), variety);
    List<Progress> steps = new ArrayList<>();
    GenerateRequest request = vugen.request(prompt).toBuilder().seed(seed).build();
    CallOptions told = CallOptions.DEFAULT.withListener(steps::add);
    long begin = System.nanoTime();
    GeneratedImage image = vugen.generate(request, told).get(0);
    long drawn = System.nanoTime();
    int pngBytes = image.toPngBytes().length;
    long end = System.nanoTime();
    into.add(IMAGE, millis(drawn - begin));
    split(steps, into);
    into.add("its PNG file in memory", pngBytes > 0 ? millis(end - drawn) : 0);
    return image;
  }

  /** A step is told when it is done, so the first comes after the prompt was read. */
  private static void split(List<Progress> progress, Timings into) {
    List<Duration> steps =
        progress.stream()
            .filter(p -> p.stage() == Progress.Stage.SAMPLING)
            .map(Progress::elapsed)
            .toList();
    double first = millis(steps.get(0).toNanos());
    double last = millis(steps.get(steps.size() - 1).toNanos());
    into.add("  prompt and first step", first);
    into.add("  " + (steps.size() - 1) + " more steps", last - first);
    into.add("  decoding", millis(progress.get(progress.size() - 1).elapsed().toNanos()) - last);
  }

  private void answer(VuGen vugen, Pixels picture, Timings into) {
    seed++;
    ImageInput image = ImageInput.of(unseen(picture));
    into.add("picture and question, to the first token", ask(vugen, image, QUESTION, 1).millis());
    Asked first = ask(vugen, image, OTHER_QUESTION, 1);
    into.add("second question, to the first token", first.millis());
    Asked all = ask(vugen, image, OTHER_QUESTION, TOKENS);
    if (all.tokens() > 1) {
      into.add("each further token", (all.millis() - first.millis()) / (all.tokens() - 1));
    }
  }

  /** Returns a picture that no cache knows: one pixel is another. */
  private Pixels unseen(Pixels picture) {
    byte[] rgb = picture.rgb();
    rgb[0] = (byte) seed;
    rgb[1] = (byte) (seed >> Byte.SIZE);
    return Pixels.of(picture.width(), picture.height(), rgb);
  }

  /** How long an answer took, and its length. */
  private record Asked(double millis, int tokens) {}

  private static Asked ask(VuGen vugen, ImageInput image, String question, int maxTokens) {
    ChatMessage message = ChatMessage.user(image, question).withTiling(new Tiling.Vanilla());
    ChatRequest request =
        new ChatRequest(List.of(message), AnswerOptions.DEFAULT.withMaxTokens(maxTokens));
    long begin = System.nanoTime();
    Answer answer = vugen.understand(request);
    return new Asked(millis(System.nanoTime() - begin), answer.completionTokens());
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }
}
