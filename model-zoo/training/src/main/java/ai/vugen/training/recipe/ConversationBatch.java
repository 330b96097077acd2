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
    private final List<Float> weights = new ArrayList<>();
    private final List<Conversation.About> asked = new ArrayList<>();

    /** What conversations begin with, up to the last token of the image, is there once. */
    Row(List<Conversation> conversations, int imageId) {
      for (int c = 0; c < conversations.size(); c++) {
        Conversation conversation = conversations.get(c);
        int shared = conversation.ids().lastIndexOf(imageId) + 1;
        if (c == 0) {
          add(conversation, 0, shared, 0);
        }
        int moved = ids.size() - shared;
        add(conversation, shared, conversation.ids().size(), c + 1);
        for (Conversation.About about : conversation.asked()) {
          asked.add(new Conversation.About(moved + about.at(), about.ids()));
        }
      }
    }

    private void add(Conversation conversation, int from, int to, int branch) {
      for (int i = from; i < to; i++) {
        ids.add(conversation.ids().get(i));
        weights.add(conversation.weights().get(i));
        positions.add(i);
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
    List<Row> rows =
        asked.stream()
            .map(each -> new Row(conversations(each, tokenizer, template), imageId))
            .toList();
    int length = rows.stream().mapToInt(row -> row.ids.size()).max().orElseThrow();
    int batch = rows.size();
    long[] ids = new long[batch * length];
    long[] positions = new long[batch * length];
    float[] mask = new float[batch * length * length];
    long[] imageIndex = new long[batch * length];
    float[] isImage = new float[batch * length];
    WordTargets.Builder answers = new WordTargets.Builder();
    WordTargets.Builder words = new WordTargets.Builder();
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
        if (row.weights.get(i) > 0) {
          answers.add((long) at - 1, row.ids.get(i), row.weights.get(i));
        }
      }
      for (Conversation.About about : row.asked) {
        for (int id : about.ids()) {
          words.add((long) b * length + about.at(), id, 1f / about.ids().length);
        }
      }
      hide(row.branches, length, mask, b * length * length);
    }
    return new ConversationBatch(
        batch, length, ids, positions, mask, imageIndex, isImage, answers.build(), words.build());
  }

  private static List<Conversation> conversations(
      Asked asked, Tokenizer tokenizer, ChatTemplate template) {
    return asked.conversations().stream()
        .map(turns -> Conversation.of(turns, tokenizer, template))
        .toList();
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

  /**
   * Returns where image tokens stand.
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
