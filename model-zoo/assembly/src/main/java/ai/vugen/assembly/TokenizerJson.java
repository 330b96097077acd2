package ai.vugen.assembly;

import com.google.gson.FormattingStyle;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.List;

/** The {@code tokenizer.json} of a vocabulary, laid out as PLM's own. */
final class TokenizerJson {
  private TokenizerJson() {}

  static String of(BpeVocabulary vocabulary) {
    JsonObject root = new JsonObject();
    root.addProperty("version", "1.0");
    root.add("truncation", JsonNull.INSTANCE);
    root.add("padding", JsonNull.INSTANCE);
    root.add("added_tokens", addedTokens(vocabulary));
    root.add("normalizer", JsonNull.INSTANCE);
    root.add("pre_tokenizer", preTokenizer());
    root.add("post_processor", postProcessor(vocabulary));
    root.add("decoder", byteLevel(true, true, true));
    root.add("model", model(vocabulary));
    return new GsonBuilder()
            .setFormattingStyle(FormattingStyle.PRETTY)
            .disableHtmlEscaping()
            .serializeNulls()
            .create()
            .toJson(root)
        + "\n";
  }

  private static JsonArray addedTokens(BpeVocabulary vocabulary) {
    JsonArray added = new JsonArray();
    int id = vocabulary.tokens().size();
    for (String content : vocabulary.specialTokens()) {
      JsonObject token = new JsonObject();
      token.addProperty("id", id++);
      token.addProperty("content", content);
      token.addProperty("single_word", false);
      token.addProperty("lstrip", false);
      token.addProperty("rstrip", false);
      token.addProperty("normalized", false);
      token.addProperty("special", true);
      added.add(token);
    }
    return added;
  }

  private static JsonObject preTokenizer() {
    JsonObject pattern = new JsonObject();
    pattern.addProperty("Regex", BpeVocabulary.SPLIT_PATTERN);
    JsonObject split = typed("Split");
    split.add("pattern", pattern);
    split.addProperty("behavior", "Isolated");
    split.addProperty("invert", false);
    return sequence("pretokenizers", split, byteLevel(false, true, false));
  }

  /** Puts the begin-of-text token in front of what is encoded "with special tokens". */
  private static JsonObject postProcessor(BpeVocabulary vocabulary) {
    String begin = vocabulary.specialTokens().get(0);
    JsonObject token = new JsonObject();
    token.addProperty("id", begin);
    token.add("ids", array(vocabulary.tokens().size()));
    JsonArray contents = new JsonArray();
    contents.add(begin);
    token.add("tokens", contents);
    JsonObject specials = new JsonObject();
    specials.add(begin, token);

    JsonObject template = typed("TemplateProcessing");
    template.add("single", array(piece("SpecialToken", begin, 0), piece("Sequence", "A", 0)));
    template.add(
        "pair",
        array(
            piece("SpecialToken", begin, 0),
            piece("Sequence", "A", 0),
            piece("SpecialToken", begin, 1),
            piece("Sequence", "B", 1)));
    template.add("special_tokens", specials);
    return sequence("processors", byteLevel(true, false, true), template);
  }

  private static JsonObject model(BpeVocabulary vocabulary) {
    JsonObject model = typed("BPE");
    model.add("dropout", JsonNull.INSTANCE);
    model.add("unk_token", JsonNull.INSTANCE);
    model.add("continuing_subword_prefix", JsonNull.INSTANCE);
    model.add("end_of_word_suffix", JsonNull.INSTANCE);
    model.addProperty("fuse_unk", false);
    model.addProperty("byte_fallback", false);
    model.addProperty("ignore_merges", true);
    JsonObject vocab = new JsonObject();
    List<String> tokens = vocabulary.tokens();
    for (int id = 0; id < tokens.size(); id++) {
      vocab.addProperty(tokens.get(id), id);
    }
    model.add("vocab", vocab);
    JsonArray merges = new JsonArray();
    for (BpeVocabulary.Merge merge : vocabulary.merges()) {
      JsonArray pair = new JsonArray();
      pair.add(merge.left());
      pair.add(merge.right());
      merges.add(pair);
    }
    model.add("merges", merges);
    return model;
  }

  private static JsonObject byteLevel(boolean prefixSpace, boolean trimOffsets, boolean useRegex) {
    JsonObject step = typed("ByteLevel");
    step.addProperty("add_prefix_space", prefixSpace);
    step.addProperty("trim_offsets", trimOffsets);
    step.addProperty("use_regex", useRegex);
    return step;
  }

  private static JsonObject sequence(String name, JsonElement... steps) {
    JsonObject sequence = typed("Sequence");
    sequence.add(name, array(steps));
    return sequence;
  }

  private static JsonObject piece(String kind, String id, int type) {
    JsonObject content = new JsonObject();
    content.addProperty("id", id);
    content.addProperty("type_id", type);
    JsonObject piece = new JsonObject();
    piece.add(kind, content);
    return piece;
  }

  private static JsonObject typed(String type) {
    JsonObject object = new JsonObject();
    object.addProperty("type", type);
    return object;
  }

  private static JsonArray array(JsonElement... elements) {
    JsonArray array = new JsonArray();
    for (JsonElement element : elements) {
      array.add(element);
    }
    return array;
  }

  private static JsonArray array(int number) {
    JsonArray array = new JsonArray();
    array.add(number);
    return array;
  }
}
