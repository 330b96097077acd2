package ai.vugen.training.recipe;

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
 * every answer is a target. All conversations about an image share one row and the tokens up to its
 * image, which are computed once; none sees another, and each has the positions that it would have
 * alone.
 *
 * @param batch number of images
 * @param length tokens of the longest row; the others are padded on the right
 * @param ids {@code [batch, length]}
 * @param positions {@code [batch, length]}
 * @param mask {@code [batch, length, length]} added to the scores
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
    long[] positions,
    float[] mask,
    long[] imageIndex,
    float[] isImage,
    WordTargets answers,
    WordTargets asked) {

  /**
   * What is asked about one image.
   *
   * @param image the image's index in its batch
   * @param conversations turn by turn
   */
  record Asked(int image, List<List<QuestionAnswer>> conversations) {}

  /** The conversations about one image, one after the other. */
  private static final class Row {
    private final List<Integer> ids = new ArrayList<>();
    private final List<Integer> positions = new ArrayList<>();
    private final List<Integer> branches = new ArrayList<>(); // 0 is what all of them see

    void add(List<Integer> more, int position, int branch) {
      for (int i = 0; i < more.size(); i++) {
        ids.add(more.get(i));
        positions.add(position + i);
        branches.add(branch);
      }
    }
  }

  /**
   * Packs conversations, each of which begins with its image.
   *
   * @param tokensPerImage image tokens of one image
   */
  static ConversationBatch of(
      List<Asked> asked, Tokenizer tokenizer, ChatTemplate template, int tokensPerImage) {
    int imageId = tokenizer.id(SpecialToken.IMAGE);
    List<List<Conversation>> all =
        asked.stream()
            .map(
                each ->
                    each.conversations().stream()
                        .map(turns -> Conversation.of(turns, tokenizer, template))
                        .toList())
            .toList();
    List<Row> rows = all.stream().map(some -> row(some, imageId)).toList();
    int length = rows.stream().mapToInt(row -> row.ids.size()).max().orElseThrow();
    int batch = rows.size();
    long[] ids = new long[batch * length];
    long[] positions = new long[batch * length];
    float[] mask = new float[batch * length * length];
    long[] imageIndex = new long[batch * length];
    float[] isImage = new float[batch * length];
    for (int b = 0; b < batch; b++) {
      Row row = rows.get(b);
      int image = 0;
      for (int i = 0; i < row.ids.size(); i++) {
        int at = b * length + i;
        ids[at] = row.ids.get(i);
        positions[at] = row.positions.get(i);
        if (ids[at] == imageId) {
          isImage[at] = 1;
          imageIndex[at] = (long) asked.get(b).image() * tokensPerImage + image++;
        }
      }
      hide(row.branches, length, mask, b * length * length);
    }
    return new ConversationBatch(
        batch,
        length,
        ids,
        positions,
        mask,
        imageIndex,
        isImage,
        answers(all, imageId, length),
        asked(all, imageId, length));
  }

  private static Row row(List<Conversation> conversations, int imageId) {
    Row row = new Row();
    for (int c = 0; c < conversations.size(); c++) {
      List<Integer> ids = conversations.get(c).ids();
      int shared = shared(conversations.get(c), imageId);
      if (c == 0) {
        row.add(ids.subList(0, shared), 0, 0);
      }
      row.add(ids.subList(shared, ids.size()), shared, c + 1);
    }
    return row;
  }

  /** Tokens up to the last of the image, which are the same in all conversations about it. */
  private static int shared(Conversation conversation, int imageId) {
    return conversation.ids().lastIndexOf(imageId) + 1;
  }

  /** A token sees what is before it in its own conversation; padding sees the shared tokens. */
  private static void hide(List<Integer> branches, int length, float[] mask, int start) {
    for (int i = 0; i < length; i++) {
      int own = i < branches.size() ? branches.get(i) : 0;
      for (int j = 0; j < length; j++) {
        int other = j < branches.size() ? branches.get(j) : 1;
        boolean seen = j <= i && (other == 0 || other == own);
        mask[start + i * length + j] = seen ? 0 : PromptBatch.HIDDEN;
      }
    }
  }

  /** Receives each conversation with its place in the batch. */
  private interface Visitor {
    /**
     * Visits a conversation.
     *
     * @param offset what is added to an index behind the image to find its state in the batch
     */
    void visit(Conversation conversation, int offset);
  }

  private static void visit(
      List<List<Conversation>> all, int imageId, int length, Visitor visitor) {
    for (int b = 0; b < all.size(); b++) {
      int offset = b * length;
      for (Conversation conversation : all.get(b)) {
        visitor.visit(conversation, offset);
        offset += conversation.ids().size() - shared(conversation, imageId);
      }
    }
  }

  private static WordTargets answers(List<List<Conversation>> all, int imageId, int length) {
    WordTargets.Builder answers = new WordTargets.Builder();
    visit(
        all,
        imageId,
        length,
        (conversation, offset) -> {
          for (int i = 0; i < conversation.ids().size(); i++) {
            float weight = conversation.weights().get(i);
            if (weight > 0) {
              answers.add((long) offset + i - 1, conversation.ids().get(i), weight);
            }
          }
        });
    return answers.build();
  }

  private static WordTargets asked(List<List<Conversation>> all, int imageId, int length) {
    WordTargets.Builder words = new WordTargets.Builder();
    visit(
        all,
        imageId,
        length,
        (conversation, offset) -> {
          for (Conversation.About about : conversation.asked()) {
            for (int id : about.ids()) {
              words.add((long) offset + about.at(), id, 1f / about.ids().length);
            }
          }
        });
    return words.build();
  }

  /**
   * Where image tokens stand.
   *
   * @param tokens rows of the image tokens of the whole batch
   * @return for each of them its index into {@code [batch * length]}
   */
  long[] rowsOfImageTokens(long[] tokens) {
    Map<Long, Long> places = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      if (isImage[i] == 1) {
        places.put(imageIndex[i], (long) i);
      }
    }
    return Arrays.stream(tokens).map(token -> Objects.requireNonNull(places.get(token))).toArray();
  }
}
