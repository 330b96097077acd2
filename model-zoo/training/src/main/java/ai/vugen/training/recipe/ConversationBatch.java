package ai.vugen.training.recipe;

import ai.vugen.model.language.ChatMessage;
import ai.vugen.model.language.ChatTemplate;
import ai.vugen.model.language.SpecialToken;
import ai.vugen.model.language.Tokenizer;
import ai.vugen.world.QuestionAnswer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Conversations about images as the language model learns them: every answer token and the end of
 * every answer is a target.
 *
 * @param batch number of conversations
 * @param length tokens of the longest; the others are padded on the right
 * @param ids {@code [batch, length]}
 * @param imageIndex {@code [batch, length]} row of the image tokens of the whole batch
 * @param isImage {@code [batch, length]} 1 at an image token
 * @param answers what each state before an answer token is to predict; a short answer counts as
 *     much as a long one
 * @param asked the words for what is asked about, where the answer begins; rows of both are indices
 *     into {@code [batch * length]}
 */
@SuppressWarnings("ArrayRecordComponent") // plain training data, never compared
record ConversationBatch(
    int batch,
    int length,
    long[] ids,
    long[] imageIndex,
    float[] isImage,
    WordTargets answers,
    WordTargets asked) {

  /**
   * The tokens of the thing asked about, at the place in a conversation where its answer begins.
   */
  private record About(int at, int[] ids) {}

  /**
   * What is asked about one image, turn by turn.
   *
   * @param image the image's index in its batch
   */
  record Asked(int image, List<QuestionAnswer> turns) {}

  /** One conversation: its image, its ids, and the weights of those that are answers, or 0. */
  private record Conversation(
      int image, List<Integer> ids, List<Float> weights, List<About> asked) {
    void add(int[] more, float weight) {
      for (int id : more) {
        ids.add(id);
        weights.add(weight);
      }
    }
  }

  /**
   * Makes conversations, each of which begins with its image.
   *
   * @param tokensPerImage image tokens of one image
   */
  static ConversationBatch of(
      List<Asked> asked, Tokenizer tokenizer, ChatTemplate template, int tokensPerImage) {
    List<Conversation> conversations =
        asked.stream().map(each -> conversation(each, tokenizer, template)).toList();
    return of(conversations, tokenizer.id(SpecialToken.IMAGE), tokensPerImage);
  }

  private static Conversation conversation(
      Asked asked, Tokenizer tokenizer, ChatTemplate template) {
    List<QuestionAnswer> turns = asked.turns();
    Conversation conversation =
        new Conversation(asked.image(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    int[] endOfTurn = {tokenizer.id(SpecialToken.END_OF_TURN)};
    for (int i = 0; i < turns.size(); i++) {
      String question = turns.get(i).question();
      int[] prompt =
          i == 0
              ? template.prompt(List.of(ChatMessage.user(1, question)))
              : afterEndOfTurn(template.nextTurn(ChatMessage.user(question)));
      conversation.add(prompt, 0);
      String about = turns.get(i).about();
      if (!about.isEmpty()) {
        int at = conversation.ids().size() - 1;
        conversation.asked().add(new About(at, tokenizer.encodeAsText(" " + about)));
      }
      int[] answer = tokenizer.encodeAsText(turns.get(i).answer());
      float weight = 1f / (answer.length + endOfTurn.length);
      conversation.add(answer, weight);
      conversation.add(endOfTurn, weight);
    }
    return conversation;
  }

  /** Without the end-of-turn token at its front, which the answer before it already has. */
  private static int[] afterEndOfTurn(int[] turn) {
    return Arrays.copyOfRange(turn, 1, turn.length);
  }

  private static ConversationBatch of(
      List<Conversation> conversations, int imageId, int tokensPerImage) {
    int batch = conversations.size();
    int length = conversations.stream().mapToInt(c -> c.ids().size()).max().orElseThrow();
    long[] ids = new long[batch * length];
    long[] imageIndex = new long[batch * length];
    float[] isImage = new float[batch * length];
    WordTargets.Builder answers = new WordTargets.Builder();
    for (int b = 0; b < batch; b++) {
      Conversation conversation = conversations.get(b);
      int image = 0;
      for (int i = 0; i < conversation.ids().size(); i++) {
        int at = b * length + i;
        ids[at] = conversation.ids().get(i);
        if (ids[at] == imageId) {
          isImage[at] = 1;
          imageIndex[at] = (long) conversation.image() * tokensPerImage + image++;
        }
        float weight = conversation.weights().get(i);
        if (weight > 0) {
          answers.add((long) at - 1, conversation.ids().get(i), weight);
        }
      }
    }
    return new ConversationBatch(
        batch, length, ids, imageIndex, isImage, answers.build(), asked(conversations, length));
  }

  private static WordTargets asked(List<Conversation> conversations, int length) {
    WordTargets.Builder words = new WordTargets.Builder();
    for (int b = 0; b < conversations.size(); b++) {
      for (About about : conversations.get(b).asked()) {
        for (int id : about.ids()) {
          words.add((long) b * length + about.at(), id, 1f / about.ids().length);
        }
      }
    }
    return words.build();
  }

  /**
   * Where image tokens stand.
   *
   * @param tokens rows of the image tokens of the whole batch
   * @return for each of them its index into {@code [batch * length]} in the first conversation
   *     about its image
   */
  long[] rowsOfImageTokens(long[] tokens) {
    Map<Long, Long> first = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      if (isImage[i] == 1) {
        first.putIfAbsent(imageIndex[i], (long) i);
      }
    }
    return Arrays.stream(tokens).map(token -> Objects.requireNonNull(first.get(token))).toArray();
  }
}
