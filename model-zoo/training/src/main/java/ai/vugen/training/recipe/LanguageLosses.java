package ai.vugen.training.recipe;

import ai.vugen.model.ModelConfig;
import ai.vugen.model.Networks;
import ai.vugen.model.language.ChatTemplate;
import ai.vugen.model.language.LanguageModel;
import ai.vugen.model.language.PromptTemplate;
import ai.vugen.model.language.Tokenizer;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import ai.vugen.training.torch.Losses;
import ai.vugen.training.torch.TorchBackend;
import ai.vugen.training.torch.TorchTensor;
import ai.vugen.world.QuestionAnswer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the language model learns: answers about images, the words for what each image token shows,
 * and captions alone.
 *
 * <p>The words are read from the states of the image tokens by the model's own head. They ground
 * its vocabulary in what it sees, which answers alone teach late.
 */
final class LanguageLosses {
  private final ModelConfig config;
  private final StageSettings settings;
  private final Tokenizer tokenizer;
  private final ChatTemplate chat;
  private final PromptTemplate prompt;
  private final List<String> names;

  /**
   * Losses weighted by the settings {@code answer_weight}, {@code naming_weight} and {@code
   * caption_weight}.
   *
   * @param names of the concepts
   */
  LanguageLosses(
      ModelConfig config, StageSettings settings, Tokenizer tokenizer, List<String> names) {
    this.config = config;
    this.settings = settings;
    this.tokenizer = tokenizer;
    this.names = names;
    String system = config.systemText();
    chat =
        new ChatTemplate(
            tokenizer,
            config.vision().tokensPerTile(),
            system == null ? ChatTemplate.PLM_SYSTEM_TEXT : system);
    prompt = new PromptTemplate(tokenizer);
  }

  /** What is said about scenes: one conversation and one caption each, and words for its cells. */
  record Texts(ConversationBatch conversations, SpokenCells cells, PromptBatch captions) {}

  /** Tokenizes what is said about scenes. */
  Texts texts(WorldData.Scenes scenes) {
    List<ConversationBatch.Asked> asked = new ArrayList<>();
    for (int i = 0; i < scenes.count(); i++) {
      asked.add(new ConversationBatch.Asked(i, scenes.questions().get(i)));
    }
    return new Texts(
        conversations(asked),
        SpokenCells.of(scenes, names, config.vision(), tokenizer),
        PromptBatch.of(scenes.captions().stream().map(prompt::encode).toList()));
  }

  private ConversationBatch conversations(List<ConversationBatch.Asked> asked) {
    return ConversationBatch.of(asked, tokenizer, chat, config.vision().tokensPerTile());
  }

  /**
   * The weighted sum of the losses, which are also put into {@code losses}.
   *
   * @param z of the scenes' images, {@code [batch, patches, width]}
   */
  Tensor of(
      Weights root, TorchBackend backend, Texts texts, Tensor z, Map<String, TorchTensor> losses) {
    Networks networks = new Networks(config, root);
    LanguageModel language = networks.language();
    Tensor imageTokens =
        networks.projector(config.vision().nativeGrid()).project(z); // [b, tokens, width]
    ConversationBatch c = texts.conversations();
    Tensor seen =
        states(
            backend, language, embedded(backend, language, imageTokens, c), c.batch(), c.length());
    losses.put("answer", crossEntropy(backend, language, seen, c.rows(), c.targets(), c.weights()));
    SpokenCells cells = texts.cells();
    losses.put(
        "naming",
        crossEntropy(
            backend,
            language,
            seen,
            c.rowsOfImageTokens(cells.tokens()),
            cells.targets(),
            cells.weights()));
    PromptBatch p = texts.captions();
    Tensor caption = language.embed(backend.indices(p.ids(), p.batch(), p.length()));
    Tensor read = states(backend, language, caption, p.batch(), p.length());
    losses.put(
        "caption", crossEntropy(backend, language, read, p.rows(), p.targets(), ones(p.rows())));
    return weighted(losses, "answer")
        .add(weighted(losses, "naming"))
        .add(weighted(losses, "caption"));
  }

  private static float[] ones(long[] rows) {
    float[] ones = new float[rows.length];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static TorchTensor crossEntropy(
      TorchBackend backend,
      LanguageModel language,
      Tensor states,
      long[] rows,
      long[] targets,
      float[] weights) {
    return Losses.crossEntropy(
        logits(backend, language, states, rows),
        backend.indices(targets, targets.length),
        backend.real(weights, weights.length));
  }

  /** The normed last states, {@code [batch * length, width]}. */
  private static Tensor states(
      TorchBackend backend, LanguageModel language, Tensor embedded, int batch, int length) {
    Tensor last =
        language
            .run(
                embedded,
                backend.indices(PromptBatch.positions(batch, length), batch, length),
                List.of(),
                backend.real(PromptBatch.causalMask(length), length, length))
            .last();
    return language.normed(last.flatten(0, 1));
  }

  private static Tensor logits(
      TorchBackend backend, LanguageModel language, Tensor states, long[] rows) {
    return language.logits(states.gather(backend.indices(rows, rows.length))); // [rows, vocabulary]
  }

  private Tensor weighted(Map<String, TorchTensor> losses, String name) {
    return Objects.requireNonNull(losses.get(name)).mul(settings.own().number(name + "_weight"));
  }

  /**
   * Asks every question about every scene alone.
   *
   * @param z of the scenes' images
   * @return by task, the share of greedy answers that are exactly right, and what always giving the
   *     commonest answer would reach
   */
  Map<String, Double> measure(
      Weights root, TorchBackend backend, WorldData.Scenes scenes, Tensor z) {
    Networks networks = new Networks(config, root);
    List<ConversationBatch.Asked> asked = new ArrayList<>();
    List<QuestionAnswer> questions = new ArrayList<>();
    for (int i = 0; i < scenes.count(); i++) {
      for (QuestionAnswer question : scenes.questions().get(i)) {
        asked.add(new ConversationBatch.Asked(i, List.of(question)));
        questions.add(question);
      }
    }
    ConversationBatch c = conversations(asked);
    LanguageModel language = networks.language();
    Tensor seen =
        states(
            backend,
            language,
            embedded(
                backend, language, networks.projector(config.vision().nativeGrid()).project(z), c),
            c.batch(),
            c.length());
    Tensor logits = logits(backend, language, seen, c.rows());
    return AnswerScores.of(questions, c, AnswerScores.largest(logits));
  }

  private static Tensor embedded(
      TorchBackend backend, LanguageModel language, Tensor imageTokens, ConversationBatch c) {
    return language.embed(
        backend.indices(c.ids(), c.batch(), c.length()),
        imageTokens.flatten(0, 1),
        backend.indices(c.imageIndex(), c.batch(), c.length()),
        backend.real(c.isImage(), c.batch(), c.length()));
  }
}
