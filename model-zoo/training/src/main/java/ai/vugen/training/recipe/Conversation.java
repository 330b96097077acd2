package ai.vugen.training.recipe;

import ai.vugen.model.language.ChatTemplate;
import ai.vugen.model.language.SpecialToken;
import ai.vugen.model.language.TemplateMessage;
import ai.vugen.model.language.Tokenizer;
import ai.vugen.world.QuestionAnswer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One conversation about an image, as token ids: what the language model is to say in it.
 *
 * @param ids its tokens
 * @param weights what each token counts as an answer, or 0
 * @param asked where answers begin to a question about something, and what about
 */
record Conversation(List<Integer> ids, List<Float> weights, List<About> asked) {
  /**
   * What a question is about.
   *
   * @param at place in the conversation where its answer begins
   * @param ids tokens of what is asked about
   */
  @SuppressWarnings("ArrayRecordComponent") // plain training data, never compared
  record About(int at, int[] ids) {}

  /** Returns the conversation of these turns, the first of which shows the image. */
  static Conversation of(List<QuestionAnswer> turns, Tokenizer tokenizer, ChatTemplate template) {
    Conversation conversation =
        new Conversation(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    int[] endOfTurn = {tokenizer.id(SpecialToken.END_OF_TURN)};
    for (int i = 0; i < turns.size(); i++) {
      String question = turns.get(i).question();
      int[] prompt =
          i == 0
              ? template.prompt(List.of(TemplateMessage.user(1, question)))
              : afterEndOfTurn(template.nextTurn(TemplateMessage.user(question)));
      conversation.add(prompt, 0);
      String about = turns.get(i).about();
      if (!about.isEmpty()) {
        int at = conversation.ids.size() - 1;
        conversation.asked.add(new About(at, tokenizer.encodeAsText(" " + about)));
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

  private void add(int[] more, float weight) {
    for (int id : more) {
      ids.add(id);
      weights.add(weight);
    }
  }
}
