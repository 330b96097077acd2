package ai.vugen.training.recipe;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.model.ModelParts;
import ai.vugen.model.VugenConfig;
import ai.vugen.model.language.ChatTemplate;
import ai.vugen.model.language.LanguageModel;
import ai.vugen.model.language.PromptTemplate;
import ai.vugen.model.language.Tokenizer;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import ai.vugen.training.torch.Losses;
import ai.vugen.training.torch.TorchBackend;
import ai.vugen.training.torch.TorchScope;
import ai.vugen.training.torch.TorchTensor;
import ai.vugen.training.torch.TorchWeights;
import ai.vugen.world.QuestionAnswer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the language model learns: answers about images, the words for what each image token shows
 * and for what is asked about, captions alone, and what captions say of each thing.
 *
 * <p>The words are read from the states of the image tokens after the layer {@code naming_layer} by
 * the model's own head, and the word for the thing that is asked about from the state that begins
 * the answer. They ground its vocabulary in what it sees, which answers alone teach late; early in
 * the model, the layers that follow can compare what is seen with what is asked. In captions the
 * state at a thing's name must know the thing's colour, number and place in the same way, so that
 * the generation tower finds them bound to the thing.
 */
final class LanguageLosses {
  /** Conversations whose answers are measured at once, which bounds the memory that takes. */
  private static final int MEASURED = 128;

  private final VugenConfig config;
  private final StageSettings settings;
  private final Tokenizer tokenizer;
  private final ChatTemplate chat;
  private final PromptTemplate prompt;
  private final List<String> names;
  private final int turns;
  private final int namingLayer;

  /**
   * Losses weighted by the settings {@code answer_weight}, {@code naming_weight}, {@code
   * asked_weight}, {@code caption_weight} and {@code mention_weight}. The questions about a scene
   * are asked in conversations of {@code turns} each: what follows an answer can be told from the
   * answer, so only first questions need the image.
   *
   * @param names of the concepts
   */
  LanguageLosses(
      VugenConfig config, StageSettings settings, Tokenizer tokenizer, List<String> names) {
    this.config = config;
    this.settings = settings;
    this.tokenizer = tokenizer;
    this.names = names;
    this.turns = settings.own().size("turns");
    this.namingLayer = namingLayer(settings, config.language().layers());
    String system = config.systemText();
    chat =
        new ChatTemplate(
            tokenizer,
            config.vision().tokensPerTile(),
            system == null ? ChatTemplate.PLM_SYSTEM_TEXT : system);
    prompt = new PromptTemplate(tokenizer);
  }

  private static int namingLayer(StageSettings settings, int layers) {
    int layer = settings.own().index("naming_layer");
    if (layer > layers) {
      throw new InvalidRequestException(
          "naming_layer must be one of the language model's %d layers, or 0 for before them; it is %d."
              .formatted(layers, layer));
    }
    return layer;
  }

  /** What is said about scenes: conversations, words for their cells, and a caption each. */
  record Texts(
      ConversationBatch conversations,
      WordTargets cells,
      PromptBatch captions,
      WordTargets mentions) {}

  /** Tokenizes what is said about scenes. */
  Texts texts(WorldData.Scenes scenes) {
    List<ConversationBatch.Asked> asked = new ArrayList<>();
    for (int i = 0; i < scenes.count(); i++) {
      List<QuestionAnswer> questions = scenes.questions().get(i);
      List<List<QuestionAnswer>> conversations = new ArrayList<>();
      for (int from = 0; from < questions.size(); from += turns) {
        int to = Math.min(from + turns, questions.size());
        conversations.add(questions.subList(from, to));
      }
      asked.add(new ConversationBatch.Asked(i, conversations));
    }
    PromptBatch captions = PromptBatch.of(scenes.captions().stream().map(prompt::encode).toList());
    return new Texts(
        conversations(asked),
        SpokenCells.of(scenes, names, config.vision(), tokenizer),
        captions,
        SpokenMentions.of(scenes, captions.length(), prompt, tokenizer));
  }

  private ConversationBatch conversations(List<ConversationBatch.Asked> asked) {
    return ConversationBatch.of(asked, tokenizer, chat, config.vision().tokensPerTile());
  }

  /**
   * Returns the weighted sum of the losses, which are also put into {@code losses}.
   *
   * @param z of the scenes' images, {@code [batch, patches, width]}
   */
  Tensor of(
      Weights root, TorchBackend backend, Texts texts, Tensor z, Map<String, TorchTensor> losses) {
    ModelParts networks = new ModelParts(config, root);
    LanguageModel language = networks.language();
    Tensor imageTokens =
        networks.projector(config.vision().nativeGrid()).project(z); // [b, tokens, width]
    ConversationBatch c = texts.conversations();
    LanguageModel.Output output = converse(backend, language, imageTokens, c);
    Tensor seen = normed(language, output.last());
    losses.put("answer", crossEntropy(backend, language, seen, c.answers()));
    Tensor early = normed(language, output.hidden().get(namingLayer));
    WordTargets shown = texts.cells().withRows(c.rowsOfImageTokens(texts.cells().rows()));
    losses.put("naming", crossEntropy(backend, language, early, shown));
    LanguageModel.Output read = read(backend, language, texts.captions());
    losses.put("caption", caption(backend, language, read, texts.captions()));
    Tensor sum =
        weighted(losses, "answer").add(weighted(losses, "naming")).add(weighted(losses, "caption"));
    if (!c.asked().isEmpty()) {
      losses.put("asked", crossEntropy(backend, language, early, c.asked()));
      sum = sum.add(weighted(losses, "asked"));
    }
    if (!texts.mentions().isEmpty()) {
      Tensor named = normed(language, read.hidden().get(namingLayer));
      losses.put("mention", crossEntropy(backend, language, named, texts.mentions()));
      sum = sum.add(weighted(losses, "mention"));
    }
    return sum;
  }

  private static LanguageModel.Output read(
      TorchBackend backend, LanguageModel language, PromptBatch captions) {
    int batch = captions.batch();
    int length = captions.length();
    return language.run(
        language.embed(backend.indices(captions.ids(), batch, length)),
        backend.indices(PromptBatch.positions(batch, length), batch, length),
        List.of(),
        backend.real(PromptBatch.causalMask(length), length, length));
  }

  private static TorchTensor caption(
      TorchBackend backend,
      LanguageModel language,
      LanguageModel.Output read,
      PromptBatch captions) {
    Tensor last = normed(language, read.last());
    long[] rows = captions.rows();
    return crossEntropy(
        backend, language, last, new WordTargets(rows, captions.targets(), ones(rows)));
  }

  private static float[] ones(long[] rows) {
    float[] ones = new float[rows.length];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static TorchTensor crossEntropy(
      TorchBackend backend, LanguageModel language, Tensor states, WordTargets words) {
    return Losses.crossEntropy(
        logits(backend, language, states, words.rows()),
        backend.indices(words.targets(), words.targets().length),
        backend.real(words.weights(), words.weights().length));
  }

  /** Returns the normed states, {@code [batch * length, width]}. */
  private static Tensor normed(LanguageModel language, Tensor hidden) {
    return language.normed(hidden.flatten(0, 1));
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
  Map<String, Double> measure(TorchWeights weights, WorldData.Scenes scenes, Tensor z) {
    List<ConversationBatch.Asked> asked = new ArrayList<>();
    for (int i = 0; i < scenes.count(); i++) {
      for (QuestionAnswer question : scenes.questions().get(i)) {
        asked.add(new ConversationBatch.Asked(i, List.of(List.of(question))));
      }
    }
    AnswerScores scores = new AnswerScores();
    for (int from = 0; from < asked.size(); from += MEASURED) {
      List<ConversationBatch.Asked> some =
          asked.subList(from, Math.min(from + MEASURED, asked.size()));
      ConversationBatch c = conversations(some);
      List<QuestionAnswer> questions =
          some.stream().map(each -> each.conversations().get(0).get(0)).toList();
      weights.newStep();
      try (TorchScope scope = new TorchScope()) {
        scores.add(questions, c, AnswerScores.largest(answered(weights, c, z)));
      }
      weights.newStep();
    }
    return scores.scores();
  }

  /** Returns the logits of the answers' tokens, {@code [targets, vocabulary]}. */
  private Tensor answered(TorchWeights weights, ConversationBatch c, Tensor z) {
    ModelParts networks = new ModelParts(config, new Weights(weights));
    TorchBackend backend = weights.backend();
    LanguageModel language = networks.language();
    Tensor imageTokens = networks.projector(config.vision().nativeGrid()).project(z);
    Tensor last = converse(backend, language, imageTokens, c).last();
    return logits(backend, language, normed(language, last), c.answers().rows());
  }

  /** Reads conversations. */
  static LanguageModel.Output converse(
      TorchBackend backend, LanguageModel language, Tensor imageTokens, ConversationBatch c) {
    int batch = c.batch();
    int length = c.length();
    Tensor embedded =
        language.embed(
            backend.indices(c.ids(), batch, length),
            imageTokens.flatten(0, 1),
            backend.indices(c.imageIndex(), batch, length),
            backend.real(c.isImage(), batch, length));
    return language.run(
        embedded,
        backend.indices(c.positions(), batch, length),
        List.of(),
        backend.real(c.mask(), batch, 1, length, length));
  }
}
