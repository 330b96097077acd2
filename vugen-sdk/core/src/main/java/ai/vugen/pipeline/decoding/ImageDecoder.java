package ai.vugen.pipeline.decoding;

import ai.vugen.image.Pixels;
import ai.vugen.model.decoder.DecoderConfig;
import ai.vugen.model.decoder.PddConfig;
import ai.vugen.runtime.RunControl;
import ai.vugen.session.LoadedModel;
import ai.vugen.session.Sessions;

/** The last stage of drawing: a latent → pixels. Thread-safe. */
public sealed interface ImageDecoder permits PixelDecoder {
  /**
   * Returns the decoder of a model.
   *
   * @param config the decoder's numbers
   */
  static ImageDecoder of(DecoderConfig config, LoadedModel model, Sessions sessions) {
    return new PixelDecoder(PddConfig.of(config), model, sessions);
  }

  /**
   * Decodes a latent.
   *
   * @param latent standardised, {@code [channels, rows, columns]}
   * @param seed of the decoder's noise
   * @param index which image of the seed
   * @param steps solver intervals, at least 1; 1 for a distilled decoder
   */
  Pixels decode(float[] latent, long seed, int index, int steps, RunControl control);
}
