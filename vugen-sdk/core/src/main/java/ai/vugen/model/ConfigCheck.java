package ai.vugen.model;

import ai.vugen.error.ModelIntegrityException;
import ai.vugen.model.decoder.DecoderConfig;
import ai.vugen.model.language.LanguageConfig;
import ai.vugen.model.reducer.ReducerConfig;
import ai.vugen.model.tower.TowerConfig;
import ai.vugen.model.vision.Grid;
import ai.vugen.model.vision.VisionConfig;

/** The checks of numbers against their neighbours; an error names both values. */
final class ConfigCheck {
  private ConfigCheck() {}

  static void vision(VisionConfig c) {
    divides("vision width", c.width(), "heads", c.heads());
    divides("vision head dim", c.headDim(), "two axes of pairs", 4);
    require(
        c.imageSize() >= c.patchSize() * c.poolingRatio(),
        "the image size "
            + c.imageSize()
            + " is smaller than one pooled token of "
            + c.patchSize()
            + " x "
            + c.poolingRatio());
  }

  static void language(LanguageConfig c) {
    divides("language heads", c.heads(), "kv heads", c.kvHeads());
    divides("language head dim", c.headDim(), "pairs", 2);
  }

  static void tokens(SpecialTokens tokens, LanguageConfig language) {
    within("bos_token_id", tokens.beginOfText(), language);
    within("image_token_id", tokens.image(), language);
    tokens.stop().forEach(id -> within("eos_token_id", id, language));
  }

  static void generation(GenerationConfig generation, VisionConfig vision) {
    ReducerConfig reducer = generation.reducer();
    TowerConfig tower = generation.tower();
    DecoderConfig decoder = generation.decoder();
    equal("reducer width", reducer.width(), "vision width", vision.width());
    equal("tower channels", tower.channels(), "reducer channels", reducer.channels());
    equal(
        "decoder latent channels",
        decoder.latentChannels(),
        "reducer channels",
        reducer.channels());
    int size = generation.encoderSize();
    require(
        size >= vision.patchSize() && size <= vision.imageSize(),
        "the encoder size "
            + size
            + " is not between a patch of "
            + vision.patchSize()
            + " and a tile of "
            + vision.imageSize()
            + " pixels");
    Grid grid = vision.grid(size, size);
    equal("decoder latent side", decoder.latentSide(), "vision grid side", grid.rows());
    divides("latent side", grid.rows(), "tower patch", tower.patch());
    divides("tower width", tower.language().width(), "two axes of sine and cosine", 4);
    divides("tower time channels", tower.timeChannels(), "sine and cosine", 2);
    decoder(decoder);
  }

  private static void decoder(DecoderConfig c) {
    divides("image size", c.imageSize(), "pixel patch", c.pixelPatch());
    int down = 1 << (c.channels().size() - 1);
    divides("decoder side", c.side(0), "its levels", down);
    divides("deepest side", c.deepestSide(), "latent side", c.latentSide());
    require(
        c.deepestSide() >= c.window(),
        "the decoder's deepest side "
            + c.deepestSide()
            + " is smaller than its attention window "
            + c.window());
    for (int channels : c.channels()) {
      divides("decoder channels", channels, "norm groups", c.groups());
    }
    equal("decoder heads x head dim", c.heads() * c.headDim(), "deepest channels", c.deepest());
    divides("decoder base channels", c.base(), "sine and cosine", 2);
  }

  private static void within(String key, int id, LanguageConfig language) {
    require(
        id < language.vocabulary(),
        key + " is " + id + " but the vocabulary has " + language.vocabulary() + " tokens");
  }

  private static void equal(String what, int value, String other, int expected) {
    require(
        value == expected,
        "the "
            + what
            + " is "
            + value
            + " but the "
            + other
            + " is "
            + expected
            + "; they must be equal");
  }

  private static void divides(String what, int value, String other, int divisor) {
    require(
        value % divisor == 0,
        "the " + what + " of " + value + " does not divide by the " + other + " of " + divisor);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new ModelIntegrityException("config.json contradicts itself: " + message);
    }
  }
}
