package ai.vugen.pipeline.vision;

import ai.vugen.error.ModelException;
import ai.vugen.graph.VisionGraph;
import ai.vugen.image.Pixels;
import ai.vugen.image.Tiling;
import ai.vugen.model.VugenConfig;
import ai.vugen.model.latent.LatentSpace;
import ai.vugen.model.vision.ImageProcessor;
import ai.vugen.model.vision.ImageTiles;
import ai.vugen.model.vision.TilePlan;
import ai.vugen.model.vision.VisionConfig;
import ai.vugen.runtime.ElementType;
import ai.vugen.runtime.NativeBuffer;
import ai.vugen.runtime.NativeTensor;
import ai.vugen.runtime.RunControl;
import ai.vugen.runtime.Session;
import ai.vugen.session.BoundedCache;
import ai.vugen.session.LoadedModel;
import ai.vugen.session.Sessions;
import java.util.Map;

/** Pictures → what the vision network makes of them. */
public final class ImageEncoder {
  /** Most tiles of one run, so that memory stays bounded. */
  private static final int TILES = 4;

  private static final int CHANNELS = 3;

  private final LoadedModel model;
  private final Sessions sessions;

  /** Projected z of pictures. */
  private final BoundedCache<Key, ImageTokens> cache;

  /** A picture and how it is cut. */
  private record Key(Pixels picture, TilePlan plan) {}

  /**
   * @param cacheBytes what the projected z of pictures may take, 0 to keep none
   */
  public ImageEncoder(LoadedModel model, Sessions sessions, long cacheBytes) {
    this.model = model;
    this.sessions = sessions;
    this.cache = new BoundedCache<>("image features", cacheBytes, ImageTokens::bytes);
  }

  /** Returns what this stage keeps between requests. */
  public BoundedCache<?, ?> cache() {
    return cache;
  }

  /** Returns how a picture is cut for the language model. */
  public TilePlan plan(Pixels picture, Tiling tiling) {
    return TilePlan.of(picture, tiling, model.config().vision().imageSize());
  }

  /** Returns the picture for the language model, as planned for it. */
  public ImageTokens tokens(Pixels picture, TilePlan plan, RunControl control) {
    return cache.get(
        new Key(picture, plan),
        () -> {
          ImageTiles tiles = process(picture, plan);
          return new ImageTokens(
              run(VisionGraph.NAME, tiles, VisionGraph.IMAGE_TOKENS, tokenShape(), control),
              tiles.count());
        });
  }

  /** z̃ of a picture, standardised, {@code [channels, rows, columns]}. */
  public float[] latent(Pixels picture, RunControl control) {
    VugenConfig config = model.config().requireDrawing();
    LatentSpace latents = config.latents();
    int size = latents.pictureSize();
    float[] latent =
        run(
            config.encoderName(),
            new ImageProcessor(size).process(picture, TilePlan.SINGLE),
            VisionGraph.LATENT,
            new long[] {latents.channels(), latents.grid().rows(), latents.grid().columns()},
            control);
    model.drawingStatistics().standardise(latent, 1);
    return latent;
  }

  /** Returns the mean of z over the patches, of length 1: {@code [width]}. */
  public float[] embedding(Pixels picture, RunControl control) {
    VisionConfig config = model.config().vision();
    int patches = config.nativeGrid().cells();
    int width = config.width();
    float[] z = features(picture, control);
    double[] mean = new double[width];
    for (int i = 0; i < z.length; i++) {
      mean[i % width] += z[i] / (double) patches;
    }
    double length = 0;
    for (double value : mean) {
      length += value * value;
    }
    double scale = length > 0 ? 1 / Math.sqrt(length) : 0;
    float[] unit = new float[width];
    for (int i = 0; i < width; i++) {
      unit[i] = (float) (mean[i] * scale);
    }
    return unit;
  }

  /** z of a picture in one tile, {@code [patches, width]}. */
  public float[] features(Pixels picture, RunControl control) {
    VisionConfig config = model.config().vision();
    return run(
        VisionGraph.NAME,
        process(picture, TilePlan.SINGLE),
        VisionGraph.FEATURES,
        new long[] {config.nativeGrid().cells(), config.width()},
        control);
  }

  private long[] tokenShape() {
    return new long[] {model.config().vision().tokensPerTile(), model.config().language().width()};
  }

  private ImageTiles process(Pixels picture, TilePlan plan) {
    return new ImageProcessor(model.config().vision().imageSize()).process(picture, plan);
  }

  /** Runs the tiles in batches and returns one output of all of them. */
  private float[] run(
      String network, ImageTiles tiles, String output, long[] rowShape, RunControl control) {
    Session session = sessions.get(network);
    int size = tiles.size();
    int tileLength = CHANNELS * size * size;
    int rowLength = 1;
    for (long extent : rowShape) {
      rowLength = Math.toIntExact(rowLength * extent);
    }
    float[] all = new float[Math.multiplyExact(rowLength, tiles.count())];
    int most = Math.min(TILES, tiles.count());
    try (NativeBuffer in = NativeBuffer.allocate(ElementType.F32, (long) most * tileLength);
        NativeBuffer out = NativeBuffer.allocate(ElementType.F32, (long) most * rowLength)) {
      for (int from = 0; from < tiles.count(); from += TILES) {
        int count = Math.min(TILES, tiles.count() - from);
        NativeTensor pixels =
            in.tensor(count, CHANNELS, size, size).put(tiles.values(), from * tileLength);
        NativeTensor result = out.tensor(batched(count, rowShape));
        session.run(Map.of(VisionGraph.PIXELS, pixels), Map.of(output, result), control);
        result.get(all, from * rowLength);
      }
    }
    requireFinite(all);
    return all;
  }

  private static long[] batched(int count, long[] rowShape) {
    long[] shape = new long[rowShape.length + 1];
    shape[0] = count;
    System.arraycopy(rowShape, 0, shape, 1, rowShape.length);
    return shape;
  }

  private static void requireFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new ModelException(
            "The vision network gave " + value + "; check the model's weights for NaN.");
      }
    }
  }
}
