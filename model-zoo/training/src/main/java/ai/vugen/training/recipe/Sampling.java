package ai.vugen.training.recipe;

import ai.vugen.flow.Branches;
import ai.vugen.flow.DecoderSchedule;
import ai.vugen.flow.FlowState;
import ai.vugen.flow.Guidance;
import ai.vugen.flow.GuidanceInterval;
import ai.vugen.flow.GuidedVelocity;
import ai.vugen.flow.Noise;
import ai.vugen.flow.Solver;
import ai.vugen.flow.StepListener;
import ai.vugen.flow.TowerSchedule;
import ai.vugen.model.ModelParts;
import ai.vugen.model.decoder.PddConfig;
import ai.vugen.model.decoder.PixelDiffusionDecoder;
import ai.vugen.model.language.PromptTemplate;
import ai.vugen.model.tower.GenerationTower;
import ai.vugen.model.tower.TowerConfig;
import ai.vugen.tensor.Role;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import ai.vugen.tensor.Weights;
import ai.vugen.training.torch.TorchBackend;
import ai.vugen.training.torch.TorchScope;
import ai.vugen.training.torch.TorchTensor;
import ai.vugen.training.torch.TorchWeights;
import java.util.Arrays;
import java.util.List;

/** Drawing with the networks in training, as the SDK will with the finished ones. */
final class Sampling {
  private final Recipe recipe;
  private final PromptTemplate template;
  private final TowerConfig tower;

  Sampling(Recipe recipe, PromptTemplate template) {
    this.recipe = recipe;
    this.template = template;
    tower = recipe.model().tower();
  }

  /**
   * Draws one image a prompt, with the prompt's index as the image's.
   *
   * @return {@code [prompts, 3, side, side]} in [-1, 1]
   */
  float[] draw(TorchWeights weights, List<String> prompts, double cfg, int steps) {
    TorchBackend backend = weights.backend();
    ModelParts networks = new ModelParts(recipe.model(), new Weights(weights));
    int n = prompts.size();
    int size = tower.channels() * tower.grid().cells();
    FlowState state = new FlowState(n * size);
    for (int i = 0; i < n; i++) {
      double[] noise = new double[size];
      new Noise(recipe.seed(), i, Noise.Stream.TOWER_LATENT).fill(noise, 0, size);
      System.arraycopy(noise, 0, state.z(), i * size, size);
    }
    PromptBatch conditional = PromptBatch.of(prompts.stream().map(template::encode).toList());
    PromptBatch unconditional =
        PromptBatch.of(java.util.Collections.nCopies(n, template.unconditional()));
    int tokens = tower.tokens().cells();
    Branches branches =
        new TowerBranches(
            networks,
            backend,
            TextPrefix.of(networks, backend, conditional, tokens),
            TextPrefix.of(networks, backend, unconditional, tokens),
            n);
    GuidedVelocity velocity =
        new GuidedVelocity(
            branches, Guidance.classifierFree(cfg), GuidanceInterval.ALWAYS, n, size);
    TowerSchedule schedule = TowerSchedule.forLatent(steps, tokens, tower.patchChannels());
    Solver.EULER.integrate(velocity, schedule, state, StepListener.NONE);
    return decode(networks, backend, state.z(), n);
  }

  private float[] decode(ModelParts networks, TorchBackend backend, double[] z, int n) {
    int channels = tower.channels();
    Shape perChannel = Shape.of(channels, 1, 1);
    Tensor mean =
        networks.weights().get(ModelParts.LATENT_MEAN, Role.Use.MEAN, channels).reshape(perChannel);
    Tensor std =
        networks
            .weights()
            .get(ModelParts.LATENT_STD, Role.Use.DEVIATION, channels)
            .reshape(perChannel);
    Tensor latent = latents(backend, z, n).mul(std).add(mean);
    int side = recipe.model().decoder().imageSize();
    Tensor noise = backend.normal(recipe.seed(), n, 3, side, side);
    PixelDiffusionDecoder decoder =
        new PixelDiffusionDecoder(
            PddConfig.of(recipe.model().decoder()), networks.weights().at(ModelParts.DECODER));
    Tensor image = DistilStage.decode(decoder, backend, latent, noise, new DecoderSchedule(1, 1));
    return ((TorchTensor) image).floats();
  }

  private Tensor latents(TorchBackend backend, double[] z, int n) {
    float[] values = new float[z.length];
    for (int i = 0; i < z.length; i++) {
      values[i] = (float) z[i];
    }
    return backend.real(values, n, tower.channels(), tower.grid().rows(), tower.grid().columns());
  }

  /** The tower's velocities with and without the prompts. */
  private final class TowerBranches implements Branches {
    private final GenerationTower network;
    private final TorchBackend backend;
    private final TextPrefix prompted;
    private final TextPrefix unprompted;
    private final int count;

    TowerBranches(
        ModelParts networks,
        TorchBackend backend,
        TextPrefix prompted,
        TextPrefix unprompted,
        int count) {
      this.network = networks.tower();
      this.backend = backend;
      this.prompted = prompted;
      this.unprompted = unprompted;
      this.count = count;
    }

    @Override
    public void conditional(double[] z, double t, double[] conditional) {
      velocity(z, t, prompted, conditional);
    }

    @Override
    public void both(double[] z, double t, double[] conditional, double[] unconditional) {
      velocity(z, t, prompted, conditional);
      velocity(z, t, unprompted, unconditional);
    }

    private void velocity(double[] z, double t, TextPrefix prefix, double[] out) {
      try (TorchScope scope = new TorchScope()) {
        float[] times = new float[count];
        Arrays.fill(times, (float) t);
        Tensor velocity =
            network.velocity(
                latents(backend, z, count),
                backend.real(times, count),
                prefix.position(),
                prefix.keyValues(),
                prefix.mask());
        double[] values = ((TorchTensor) velocity).doubles();
        System.arraycopy(values, 0, out, 0, out.length);
      }
    }
  }
}
