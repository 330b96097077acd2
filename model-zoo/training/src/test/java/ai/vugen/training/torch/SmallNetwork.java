package ai.vugen.training.torch;

import ai.vugen.model.decoder.PddConfig;
import ai.vugen.model.decoder.PixelDiffusionDecoder;
import ai.vugen.model.decoder.Prediction;
import ai.vugen.model.language.LanguageConfig;
import ai.vugen.model.language.LanguageModel;
import ai.vugen.model.language.RopeConfig;
import ai.vugen.model.reducer.Reducer;
import ai.vugen.model.reducer.ReducerConfig;
import ai.vugen.model.tower.GenerationTower;
import ai.vugen.model.tower.TowerConfig;
import ai.vugen.model.vision.Grid;
import ai.vugen.model.vision.PerceptionEncoder;
import ai.vugen.model.vision.Projector;
import ai.vugen.model.vision.VisionConfig;
import ai.vugen.tensor.KeyValue;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every network of the SDK, small, as a function of random inputs. */
enum SmallNetwork {
  ENCODER {
    @Override
    Tensor run(TorchBackend backend, Weights weights) {
      Tensor z = new PerceptionEncoder(VISION, GRID, weights).encode(pixels(backend, 8, 12));
      return new Projector(VISION, GRID, 8, weights.at("projector")).project(z);
    }
  },
  REDUCER {
    @Override
    Tensor run(TorchBackend backend, Weights weights) {
      return Reducer.of(new ReducerConfig.Mlp(8, 12, 4), weights)
          .reduce(backend.normal(3, 2, 5, 8));
    }
  },
  PCA {
    @Override
    Tensor run(TorchBackend backend, Weights weights) {
      return Reducer.of(new ReducerConfig.Pca(8, 4), weights).reduce(backend.normal(3, 2, 5, 8));
    }
  },
  LANGUAGE {
    @Override
    Tensor run(TorchBackend backend, Weights weights) {
      LanguageModel model = new LanguageModel(LANGUAGE_CONFIG, weights);
      Tensor embedded =
          model.embed(
              backend.indices(new long[] {1, 2, 2, 4, 10, 1}, 2, 3),
              backend.normal(1, 4, 8),
              backend.indices(new long[] {0, 1, 0, 0, 3, 0}, 2, 3),
              backend.real(new float[] {0, 1, 0, 0, 1, 0}, 2, 3));
      return model.logits(model.normed(prefix(backend, model, embedded).last()));
    }
  },
  TOWER {
    @Override
    Tensor run(TorchBackend backend, Weights weights) {
      LanguageModel text = new LanguageModel(LANGUAGE_CONFIG, weights.at("text"));
      Tensor ids = backend.indices(new long[] {1, 2, 2, 4, 10, 1}, 2, 3);
      List<KeyValue> prefix = prefix(backend, text, text.embed(ids)).keyValues();
      TowerConfig config = new TowerConfig(LANGUAGE_CONFIG, new Grid(2, 4), 3, 2, 6);
      Tensor mask =
          backend.real(new float[] {0, 0, 0, 0, 0, 0, 0, -1e4f, 0, 0}, 2, 1, 1, 5); // text | image
      return new GenerationTower(config, weights)
          .velocity(
              backend.normal(2, 2, 3, 2, 4),
              backend.real(new float[] {0.25f, 0.75f}, 2),
              backend.indices(new long[] {3, 2}, 2),
              prefix,
              mask);
    }
  },
  DECODER {
    @Override
    Tensor run(TorchBackend backend, Weights weights) {
      PddConfig config =
          new PddConfig(16, 2, 4, 2, List.of(4, 8), 1, 2, 2, 4, 3, 2, 2.0, Prediction.IMAGE);
      return new PixelDiffusionDecoder(config, weights)
          .decode(
              pixels(backend, 16, 16),
              backend.normal(4, 2, 4, 2, 2),
              backend.real(new float[] {0.25f, 0.75f}, 2))
          .velocity();
    }
  };

  private static final VisionConfig VISION = new VisionConfig(8, 4, 8, 2, 2, 12, 2);
  private static final Grid GRID = new Grid(2, 3);
  private static final LanguageConfig LANGUAGE_CONFIG =
      new LanguageConfig(2, 8, 4, 2, 4, 12, 11, 1e-5, new RopeConfig(10000, null), 64);

  /** Runs the network with weights. */
  abstract Tensor run(TorchBackend backend, Weights weights);

  /** A loss that depends on all outputs differently. */
  TorchTensor loss(TorchWeights weights) {
    Tensor output = run(weights.backend(), new Weights(weights));
    return Losses.meanSquaredError(output, weights.backend().normal(77, output.shape().sizes()));
  }

  /** First values under which no part of a network is switched off. */
  static Initializer initializer(long seed) {
    return new RandomInitializer(seed).with(role -> true, new Distribution.Normal(0.5));
  }

  private static Tensor pixels(TorchBackend backend, int height, int width) {
    byte[] rgb = new byte[2 * height * width * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i * 37);
    }
    return backend.images(rgb, 2, height, width);
  }

  private static LanguageModel.Output prefix(
      TorchBackend backend, LanguageModel model, Tensor embedded) {
    @Nullable Tensor causal =
        backend.real(new float[] {0, -1e4f, -1e4f, 0, 0, -1e4f, 0, 0, 0}, 3, 3);
    Tensor positions = backend.indices(new long[] {0, 1, 2, 0, 1, 2}, 2, 3);
    return model.run(embedded, positions, List.of(), causal);
  }
}
