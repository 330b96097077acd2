package ai.vugen.training.recipe;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.json.JsonSection;
import ai.vugen.model.decoder.PddConfig;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import ai.vugen.training.loss.DinoConfig;
import ai.vugen.training.loss.DinoEncoder;
import ai.vugen.training.loss.RepresentationAlignment;
import ai.vugen.training.torch.FrozenWeights;
import ai.vugen.training.torch.NoGradient;
import ai.vugen.training.torch.TorchBackend;
import ai.vugen.training.torch.TorchTensor;
import ai.vugen.training.torch.TorchWeights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * REPA: tokens from the middle of the decoder are drawn towards those that DINOv2 makes of the real
 * image (SSDD §losses).
 */
final class RepaTerm implements DecoderTerm {
  /** Scope of the MLP, which is trained with the decoder and not part of the model. */
  static final String SCOPE = "repa";

  /** The transformer block whose output is aligned, where there are that many. */
  private static final int BLOCK = 4;

  private final double weight;
  private final DinoConfig config;
  private final PddConfig decoder;
  private final List<TorchWeights> teachers = new ArrayList<>();

  /**
   * Reads the teacher, once for each thread.
   *
   * @param c the settings: folder {@code model}, {@code weight}
   * @param folder that the model's folder is relative to
   */
  RepaTerm(JsonSection c, PddConfig decoder, Path folder, TorchBackend backend, int threads) {
    weight = c.positive("weight");
    this.decoder = decoder;
    Path model = folder.resolve(c.text("model"));
    config = DinoConfig.read(model);
    Checkpoint checkpoint = Checkpoint.open(model);
    for (int i = 0; i < threads; i++) {
      teachers.add(
          FrozenWeights.read(backend, checkpoint, List.of("embeddings.mask_token"), this::teacher));
    }
  }

  private DinoEncoder teacher(Weights weights) {
    return new DinoEncoder(config, decoder.deepestSide(), weights);
  }

  @Override
  public String name() {
    return "repa";
  }

  @Override
  public double weight() {
    return weight;
  }

  @Override
  public TorchTensor loss(Weights weights, int share, Decoded decoded) {
    Tensor target;
    try (NoGradient frozen = new NoGradient()) {
      TorchWeights teacher = teachers.get(share);
      teacher.newStep();
      target = teacher(new Weights(teacher)).encode(decoded.real());
    }
    int block = Math.min(BLOCK, decoder.midLayers() / 2);
    Tensor tokens = decoded.output().mid().get(block);
    return (TorchTensor)
        new RepresentationAlignment(decoder.deepest(), config.width(), weights.at(SCOPE))
            .distance(tokens, target);
  }

  @Override
  public void close() {
    teachers.forEach(TorchWeights::close);
  }
}
