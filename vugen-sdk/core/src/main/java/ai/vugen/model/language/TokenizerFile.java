package ai.vugen.model.language;

import ai.vugen.error.ModelException;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.error.ModelNotFoundException;
import ai.vugen.error.VuGenException;
import ai.vugen.json.JsonText;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A checked {@code tokenizer.json}: byte-level BPE with added tokens, as Llama 3 and PLM have it.
 *
 * @param tokens every token by id, {@code [vocabulary]}
 * @param textModel the same file without added tokens and post-processor, so that nothing in a text
 *     is taken for a special token
 */
record TokenizerFile(List<Token> tokens, String textModel) {
  private static final long MAX_BYTES = 256L << 20;

  /**
   * One entry of the vocabulary.
   *
   * @param bytes the text it stands for, UTF-8 or a part of it
   * @param added its content if it is an added token, which is found in a text before BPE
   * @param special whether it is left out of decoded text
   */
  record Token(byte[] bytes, @Nullable String added, boolean special) {}

  /**
   * Reads and checks a file.
   *
   * @throws ModelNotFoundException if there is no such file
   * @throws ModelIntegrityException if it is not a complete byte-level BPE tokenizer
   */
  static TokenizerFile read(Path file) {
    try {
      JsonObject root = object(JsonText.tree(contentOf(file), Malformed::new), "the file");
      JsonObject model = object(root.get("model"), "model");
      checkKind(root, model);
      List<Token> tokens = tokens(root, model);
      return new TokenizerFile(tokens, textModel(root, tokens));
    } catch (Malformed e) {
      throw new ModelIntegrityException(
          file
              + " is not a usable tokenizer.json: "
              + e.getMessage()
              + ". Expected a byte-level BPE tokenizer as saved by Hugging Face tokenizers; get the"
              + " file again from where the model came from.",
          e);
    }
  }

  private static String contentOf(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ModelNotFoundException(
          "No tokenizer at " + file + ": expected the tokenizer.json file of a model folder.");
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new Malformed("it is larger than " + (MAX_BYTES >> 20) + " MiB");
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new Malformed("it is not UTF-8 text");
    } catch (IOException e) {
      throw new ModelException("Cannot read " + file + ": " + e, e);
    }
  }

  /** Refuses what would make the ids of a text differ from those the model was trained with. */
  private static void checkKind(JsonObject root, JsonObject model) {
    require("BPE".equals(text(model.get("type"), "model.type")), "model.type is not BPE");
    require(absent(root.get("normalizer")), "a normalizer is not supported");
    for (String option : List.of("unk_token", "continuing_subword_prefix", "end_of_word_suffix")) {
      JsonElement value = model.get(option);
      require(
          absent(value) || text(value, "model." + option).isEmpty(),
          "model." + option + " is not supported");
    }
    require(!flag(model, "byte_fallback"), "model.byte_fallback is not supported");
    JsonElement dropout = model.get("dropout");
    require(
        absent(dropout) || dropout.equals(new JsonPrimitive(0.0)),
        "model.dropout would make encoding random");
    JsonObject decoder = object(root.get("decoder"), "decoder");
    require(
        "ByteLevel".equals(text(decoder.get("type"), "decoder.type")),
        "decoder.type is not ByteLevel");
    require(
        hasByteLevel(object(root.get("pre_tokenizer"), "pre_tokenizer")),
        "pre_tokenizer has no ByteLevel step");
  }

  private static boolean hasByteLevel(JsonObject preTokenizer) {
    if ("ByteLevel".equals(text(preTokenizer.get("type"), "pre_tokenizer.type"))) {
      return true;
    }
    JsonElement steps = preTokenizer.get("pretokenizers");
    if (absent(steps)) {
      return false;
    }
    for (JsonElement step : array(steps, "pre_tokenizer.pretokenizers")) {
      if (hasByteLevel(object(step, "a pre-tokenizer"))) {
        return true;
      }
    }
    return false;
  }

  private static List<Token> tokens(JsonObject root, JsonObject model) {
    JsonObject vocab = object(model.get("vocab"), "model.vocab");
    JsonElement listed = root.get("added_tokens");
    JsonArray added = absent(listed) ? new JsonArray() : array(listed, "added_tokens");
    @Nullable Token[] byId = new @Nullable Token[vocab.size() + added.size()];
    for (JsonElement entry : added) {
      JsonObject token = object(entry, "an added token");
      place(byId, id(token.get("id"), "the id of an added token"), addedToken(token));
    }
    for (Map.Entry<String, JsonElement> entry : vocab.entrySet()) {
      int id = id(entry.getValue(), "the id of a token in model.vocab");
      Token present = id < byId.length ? byId[id] : null;
      if (present == null || !entry.getKey().equals(present.added())) {
        place(byId, id, new Token(bytes(entry.getKey()), null, false));
      }
    }
    for (int value = 0; value < 256; value++) {
      String written = String.valueOf(ByteLevel.charOf(value));
      require(vocab.has(written), String.format("byte %02X has no token", value));
    }
    return gapless(byId);
  }

  private static Token addedToken(JsonObject token) {
    String content = text(token.get("content"), "the content of an added token");
    require(!content.isEmpty(), "an added token is empty");
    for (String option : List.of("single_word", "lstrip", "rstrip", "normalized")) {
      require(!flag(token, option), option + " of added token " + content + " is not supported");
    }
    return new Token(content.getBytes(StandardCharsets.UTF_8), content, flag(token, "special"));
  }

  private static void place(@Nullable Token[] byId, int id, Token token) {
    require(
        id < byId.length, "id " + id + " lies beyond the vocabulary of " + byId.length + " tokens");
    require(byId[id] == null, "id " + id + " belongs to two tokens");
    byId[id] = token;
  }

  /** Ids must be 0, 1, 2, …: they index the rows of the model's embedding. */
  private static List<Token> gapless(@Nullable Token[] byId) {
    List<Token> tokens = new ArrayList<>(byId.length);
    int last = byId.length - 1;
    while (last >= 0 && byId[last] == null) {
      last--; // an added token that is also in the vocabulary was counted twice
    }
    for (int id = 0; id <= last; id++) {
      Token token = byId[id];
      if (token == null) {
        throw new Malformed("id " + id + " belongs to no token");
      }
      tokens.add(token);
    }
    return List.copyOf(tokens);
  }

  private static String textModel(JsonObject root, List<Token> tokens) {
    JsonObject model = object(root.get("model"), "model");
    checkMerges(model);
    JsonObject vocab = object(model.get("vocab"), "model.vocab");
    for (Token token : tokens) {
      if (token.added() != null) {
        vocab.remove(token.added());
      }
    }
    root.add("added_tokens", new JsonArray());
    root.add("post_processor", JsonNull.INSTANCE);
    root.add("truncation", JsonNull.INSTANCE);
    root.add("padding", JsonNull.INSTANCE);
    return root.toString();
  }

  private static void checkMerges(JsonObject model) {
    for (JsonElement merge : array(model.get("merges"), "model.merges")) {
      boolean pair = merge instanceof JsonArray parts && parts.size() == 2;
      boolean written = merge instanceof JsonPrimitive text && text.isString();
      require(pair || written, "a merge is not a pair of tokens");
    }
  }

  private static byte[] bytes(String written) {
    try {
      return ByteLevel.read(written);
    } catch (IllegalArgumentException e) {
      throw new Malformed("token \"" + written + "\" is not byte-level: " + e.getMessage());
    }
  }

  private static boolean absent(@Nullable JsonElement element) {
    return element == null || element.isJsonNull();
  }

  private static JsonObject object(@Nullable JsonElement element, String what) {
    if (element instanceof JsonObject object) {
      return object;
    }
    throw new Malformed(what + " is not a JSON object");
  }

  private static JsonArray array(@Nullable JsonElement element, String what) {
    if (element instanceof JsonArray array) {
      return array;
    }
    throw new Malformed(what + " is not a list");
  }

  private static String text(@Nullable JsonElement element, String what) {
    if (element instanceof JsonPrimitive primitive && primitive.isString()) {
      return primitive.getAsString();
    }
    throw new Malformed(what + " is not a text");
  }

  private static int id(@Nullable JsonElement element, String what) {
    if (element instanceof JsonPrimitive primitive && primitive.isNumber()) {
      String digits = primitive.getAsString();
      if (digits.matches("[0-9]{1,9}")) {
        return Integer.parseInt(digits);
      }
    }
    throw new Malformed(what + " is not a whole number from 0 on: " + element);
  }

  private static boolean flag(JsonObject object, String name) {
    JsonElement element = object.get(name);
    if (absent(element)) {
      return false;
    }
    if (element instanceof JsonPrimitive primitive && primitive.isBoolean()) {
      return primitive.getAsBoolean();
    }
    throw new Malformed(name + " is neither true nor false");
  }

  private static void require(boolean holds, String fault) {
    if (!holds) {
      throw new Malformed(fault);
    }
  }

  /** What is wrong with the file, told to {@link #read}, which adds the file's name. */
  private static final class Malformed extends VuGenException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }
}
