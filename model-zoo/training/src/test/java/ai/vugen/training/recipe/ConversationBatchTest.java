package ai.vugen.training.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.model.language.ChatTemplate;
import ai.vugen.model.language.LanguageConfig;
import ai.vugen.model.language.LanguageModel;
import ai.vugen.model.language.RopeConfig;
import ai.vugen.model.language.Tokenizer;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import ai.vugen.training.text.BpeTrainer;
import ai.vugen.training.torch.ComputeType;
import ai.vugen.training.torch.RandomInitializer;
import ai.vugen.training.torch.TorchBackend;
import ai.vugen.training.torch.TorchScope;
import ai.vugen.training.torch.TorchTensor;
import ai.vugen.training.torch.TorchWeights;
import ai.vugen.world.QuestionAnswer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversations about one image in one row. */
final class ConversationBatchTest {
  private static final int TOKENS = 4;
  private static final QuestionAnswer.Task TASK = QuestionAnswer.Task.COLOUR;
  private static final QuestionAnswer SHORT = new QuestionAnswer(TASK, "a red car", "a car");
  private static final QuestionAnswer LONG =
      new QuestionAnswer(TASK, "a red apple a red car", "a red apple");
  private static final QuestionAnswer ABOUT =
      new QuestionAnswer(TASK, "a red apple", "red", "apple");

  /** Three conversations about the first image, one of two turns about the second. */
  private static final List<ConversationBatch.Asked> PACKED =
      List.of(
          new ConversationBatch.Asked(
              0, List.of(List.of(LONG), List.of(ABOUT, SHORT), List.of(SHORT))),
          new ConversationBatch.Asked(1, List.of(List.of(LONG, ABOUT))));

  private static final List<ConversationBatch.Asked> ALONE =
      List.of(
          new ConversationBatch.Asked(0, List.of(List.of(LONG))),
          new ConversationBatch.Asked(0, List.of(List.of(ABOUT, SHORT))),
          new ConversationBatch.Asked(0, List.of(List.of(SHORT))),
          new ConversationBatch.Asked(1, List.of(List.of(LONG, ABOUT))));

  private final TorchBackend backend = TorchBackend.cpu(ComputeType.FP32);
  private final Tokenizer tokenizer;

  ConversationBatchTest(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("tokenizer.json");
    List<String> texts = List.of("a red apple a red car", "a red apple", "a red car", "a car");
    BpeTrainer.train(texts, 300).save(file);
    tokenizer = Tokenizer.load(file);
  }

  private ConversationBatch of(List<ConversationBatch.Asked> asked) {
    return ConversationBatch.of(asked, tokenizer, new ChatTemplate(tokenizer, TOKENS, ""), TOKENS);
  }

  private float[] states(ConversationBatch batch, WordTargets at) {
    LanguageConfig config =
        new LanguageConfig(2, 16, 2, 1, 8, 24, 400, 1e-5, new RopeConfig(10_000, null), 256);
    try (TorchScope scope = new TorchScope();
        TorchWeights weights = new TorchWeights(backend, new RandomInitializer(3))) {
      LanguageModel language = new LanguageModel(config, new Weights(weights));
      Tensor images = backend.normal(4, 2, TOKENS, config.width());
      Tensor last = LanguageLosses.converse(backend, language, images, batch).last();
      Tensor states = last.flatten(0, 1).gather(backend.indices(at.rows(), at.rows().length));
      return ((TorchTensor) states).floats();
    }
  }

  @Test
  void conversationsAreAsTheyWouldBeAlone() {
    ConversationBatch packed = of(PACKED);
    ConversationBatch alone = of(ALONE);
    assertThat(packed.answers().targets()).containsExactly(alone.answers().targets());
    assertThat(packed.answers().weights()).containsExactly(alone.answers().weights());
    float[] expected = states(alone, alone.answers());
    float[] actual = states(packed, packed.answers());
    assertThat(actual).containsExactly(expected, within(1e-5f));
    assertThat(states(packed, packed.asked()))
        .containsExactly(states(alone, alone.asked()), within(1e-5f));
  }

  @Test
  void theImageIsThereOnce() {
    ConversationBatch batch = of(PACKED);
    int images = 0;
    for (float is : batch.isImage()) {
      images += is == 1 ? 1 : 0;
    }
    assertThat(images).isEqualTo(2 * TOKENS);
    long[] tokens = {0, 3, 4, 6};
    long[] rows = batch.rowsOfImageTokens(tokens);
    for (int i = 0; i < rows.length; i++) {
      assertThat(batch.isImage()[(int) rows[i]]).isEqualTo(1);
      assertThat(batch.imageIndex()[(int) rows[i]]).isEqualTo(tokens[i]);
      assertThat(rows[i] / batch.length()).isEqualTo(tokens[i] / TOKENS);
    }
  }

  @Test
  void everyAnswerCountsTheSame() {
    float sum = 0;
    for (float weight : of(PACKED).answers().weights()) {
      assertThat(weight).isPositive();
      sum += weight;
    }
    assertThat(sum).isCloseTo(6, within(1e-6f)); // of six answers
  }

  @Test
  void whatIsAskedAboutIsKnownWhereTheAnswerBegins() {
    List<QuestionAnswer> turns = List.of(new QuestionAnswer(TASK, "a red car", "red"), ABOUT);
    ConversationBatch batch = of(List.of(new ConversationBatch.Asked(0, List.of(turns))));
    int red = tokenizer.encodeAsText("red")[0];
    long second = 0;
    for (int i = 0; i < batch.answers().targets().length; i++) {
      second = batch.answers().targets()[i] == red ? batch.answers().rows()[i] : second;
    }
    assertThat(batch.asked().targets()).containsExactly(tokenizer.encodeAsText(" apple")[0]);
    assertThat(batch.asked().rows()).containsExactly(second);
    assertThat(batch.asked().weights()).containsExactly(1);
  }
}
