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
import ai.vugen.training.world.QuestionAnswer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the language model learns: answers about images, and captions alone. */
final class LanguageLosses {
  private final ModelConfig config;
  private final StageSettings settings;
  private final Tokenizer tokenizer;
  private final ChatTemplate chat;
  private final PromptTemplate prompt;

  /** Losses weighted by the settings {@code answer_weight} and {@code caption_weight}. */
  LanguageLosses(ModelConfig config, StageSettings settings, Tokenizer tokenizer) {
    this.config = config;
    this.settings = settings;
    this.tokenizer = tokenizer;
    String system = config.systemText();
    chat =
        new ChatTemplate(
            tokenizer,
            config.vision().tokensPerTile(),
            system == null ? ChatTemplate.PLM_SYSTEM_TEXT : system);
    prompt = new PromptTemplate(tokenizer);
  }

  /** What is said about scenes: one conversation and one caption each. */
  record Texts(ConversationBatch conversations, PromptBatch captions) {}

  /** Tokenizes what is said about scenes. */
  Texts texts(WorldData.Scenes scenes) {
    List<ConversationBatch.Asked> asked = new ArrayList<>();
    for (int i = 0; i < scenes.count(); i++) {
      asked.add(new ConversationBatch.Asked(i, scenes.questions().get(i)));
    }
    return new Texts(
        conversations(asked),
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
    Tensor embedded = embedded(backend, language, imageTokens, c);
    losses.put(
        "answer",
        predict(backend, language, embedded, c.batch(), c.length(), c.rows(), c.targets()));
    PromptBatch p = texts.captions();
    Tensor caption = language.embed(backend.indices(p.ids(), p.batch(), p.length()));
    losses.put(
        "caption",
        predict(backend, language, caption, p.batch(), p.length(), p.rows(), p.targets()));
    return weighted(losses, "answer").add(weighted(losses, "caption"));
  }

  private TorchTensor predict(
      TorchBackend backend,
      LanguageModel language,
      Tensor embedded,
      int batch,
      int length,
      long[] rows,
      long[] targets) {
    float[] ones = new float[rows.length];
    Arrays.fill(ones, 1);
    return Losses.crossEntropy(
        logits(backend, language, embedded, batch, length, rows),
        backend.indices(targets, targets.length),
        backend.real(ones, ones.length));
  }

  private Tensor logits(
      TorchBackend backend,
      LanguageModel language,
      Tensor embedded,
      int batch,
      int length,
      long[] rows) {
    Tensor last =
        language
            .run(
                embedded,
                backend.indices(PromptBatch.positions(batch, length), batch, length),
                List.of(),
                backend.real(PromptBatch.causalMask(length), length, length))
            .last()
            .flatten(0, 1) // [b length, width]
            .gather(backend.indices(rows, rows.length)); // [rows, width]
    return language.logits(language.normed(last));
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
    Tensor logits =
        logits(
            backend,
            language,
            embedded(
                backend, language, networks.projector(config.vision().nativeGrid()).project(z), c),
            c.batch(),
            c.length(),
            c.rows());
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
