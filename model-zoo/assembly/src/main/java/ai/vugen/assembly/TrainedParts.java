package ai.vugen.assembly;

import ai.vugen.model.ModelParts;
import ai.vugen.model.PlmConfig;
import ai.vugen.model.VugenConfig;
import ai.vugen.model.decoder.PddConfig;
import ai.vugen.model.decoder.Prediction;
import ai.vugen.model.latent.UnderstandingLatents;
import ai.vugen.model.reducer.ReducerConfig;
import ai.vugen.model.tower.TowerConfig;
import ai.vugen.model.vision.Grid;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Trained parts for a new model, each a safetensors file of its own or of a whole model; null for a
 * part that begins untrained.
 *
 * @param reducer a reducer, {@code reducer.0.weight} … or {@code reducer.components} …, and perhaps
 *     {@code latent.mean} and {@code latent.std}
 * @param tower a generation tower, {@code generation_tower.*}
 * @param decoder a pixel diffusion decoder of any size, {@code decoder.*}, such as a released SSDD
 */
public record TrainedParts(@Nullable Path reducer, @Nullable Path tower, @Nullable Path decoder) {
  /** No trained part. */
  public static final TrainedParts NONE = new TrainedParts(null, null, null);

  private static final int TIME_CHANNELS = 256;

  /** The paper's r: channels of z for one of z̃. */
  private static final int REDUCTION = 16;

  /** The tower has about this many tokens along a side, as many as the language model's images. */
  private static final int TOKEN_SIDE = 16;

  private static final int IMAGE_SIZE = 256;
  private static final int GROUPS = 32;
  private static final double SCHEDULE_POWER = 2;

  /** Opens the files and reads the numbers of the model off their shapes. */
  ModelPlan describe(PlmConfig plm, int encoderSize, String name) {
    PartFile reducerFile =
        reducer == null
            ? null
            : PartFile.open(
                reducer, ModelParts.REDUCER, ModelParts.LATENT_MEAN, ModelParts.LATENT_STD);
    PartFile towerFile = tower == null ? null : PartFile.open(tower, ModelParts.TOWER);
    PartFile decoderFile = decoder == null ? null : PartFile.open(decoder, ModelParts.DECODER);
    Grid grid = plm.vision().grid(encoderSize, encoderSize);
    ReducerConfig reducerConfig = reducer(reducerFile, plm.vision().width());
    UnderstandingLatents latents =
        new UnderstandingLatents(plm.vision(), encoderSize, reducerConfig);
    VugenConfig drawing =
        new VugenConfig(
            plm,
            latents,
            tower(towerFile, plm, grid, reducerConfig.channels()),
            decoder(decoderFile, grid, reducerConfig.channels()));
    return new ModelPlan(name, drawing, reducerFile, towerFile, decoderFile);
  }

  private static ReducerConfig reducer(@Nullable PartFile file, int width) {
    if (file == null) {
      return new ReducerConfig.Mlp(width, width, Math.max(1, width / REDUCTION));
    }
    if (file.has("components")) {
      return new ReducerConfig.Pca(width, file.size("components", 0));
    }
    return new ReducerConfig.Mlp(width, file.size("0.weight", 0), file.size("2.weight", 0));
  }

  private static TowerConfig tower(
      @Nullable PartFile file, PlmConfig plm, Grid grid, int channels) {
    if (file == null) {
      int patch = Math.max(1, grid.rows() / TOKEN_SIDE);
      return new TowerConfig(plm.language(), grid, channels, patch, TIME_CHANNELS);
    }
    int inputs = file.size("latent_in.weight", 1);
    if (inputs % channels != 0) {
      throw file.fault(
          "takes patches of %d numbers, which are no whole latents of %d channels"
              .formatted(inputs, channels));
    }
    int patch = file.side(inputs / channels, "latents a token");
    int time = file.size("time_mlp.0.weight", 1);
    return new TowerConfig(plm.language(), grid, channels, patch, time);
  }

  /** SSDD-M without a file (VUGEN's 48 M decoder), else what the shapes say. */
  private static PddConfig decoder(@Nullable PartFile file, Grid grid, int channels) {
    if (file == null) {
      return new PddConfig(
          IMAGE_SIZE,
          1,
          channels,
          grid.rows(),
          List.of(96, 192, 288, 288),
          2,
          12,
          4,
          72,
          8,
          GROUPS,
          SCHEDULE_POWER,
          Prediction.VELOCITY);
    }
    int latents = file.size("ada_ctx_proj.0.weight", 1);
    int pixels = file.size("conv_in.weight", 1) - latents;
    int levels = file.count("down_blocks", "resnets.0.conv1.weight");
    List<Integer> widths =
        IntStream.range(0, levels)
            .map(level -> file.size("down_blocks." + level + ".resnets.0.conv1.weight", 0))
            .boxed()
            .toList();
    String table = "mid_block.transformer_blocks.0.relative_position_bias.relative_bias_table";
    int heads = file.size(table, 2);
    if (pixels < 3 || pixels % 3 != 0 || levels == 0 || widths.get(levels - 1) % heads != 0) {
      throw file.fault(
          "has %d pixel channels, widths %s and %d heads".formatted(pixels, widths, heads));
    }
    return new PddConfig(
        IMAGE_SIZE,
        file.side(pixels / 3, "pixels a patch"),
        channels,
        grid.rows(),
        widths,
        file.count("down_blocks.0.resnets", "conv1.weight"),
        file.count("mid_block.transformer_blocks", "norm2.weight"),
        heads,
        widths.get(levels - 1) / heads,
        (file.size(table, 0) + 1) / 2,
        GROUPS,
        SCHEDULE_POWER,
        Prediction.VELOCITY);
  }
}
