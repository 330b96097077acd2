package ai.vugen.pipeline.sampling;

import ai.vugen.flow.FlowState;
import ai.vugen.flow.GuidedVelocity;
import ai.vugen.flow.Noise;
import ai.vugen.flow.Sampling;
import ai.vugen.flow.StepListener;
import ai.vugen.flow.TowerSchedule;
import ai.vugen.model.VugenConfig;
import ai.vugen.pipeline.language.KeyValues;
import ai.vugen.pipeline.language.PromptEncoder;
import ai.vugen.runtime.RunControl;
import ai.vugen.runtime.Session;
import ai.vugen.session.BoundedCache;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Samples latents as a flow model does: a solver follows the velocities of the generation tower
 * from noise to z̃ (VUGEN section 3.2). The images of a request are sampled in groups that fill a
 * batch of the {@link SamplingQueue}, or share it with other requests.
 */
final class FlowSampler implements Sampler {
  private final VugenConfig config;

  /** Finished latents, standardised. */
  private final BoundedCache<Key, float[]> cache;

  private final PromptEncoder prompts;
  private final SamplingQueue queue;

  /** All that a latent depends on. */
  private record Key(SampleSettings settings, long seed, int index) {}

  FlowSampler(
      VugenConfig config,
      PromptEncoder prompts,
      Supplier<Session> tower,
      int batchLimit,
      long cacheBytes) {
    this.config = config;
    this.cache = new BoundedCache<>("latents", cacheBytes, latent -> 4L * latent.length);
    this.prompts = prompts;
    this.queue = new SamplingQueue(new TowerRunner(config, tower), batchLimit);
  }

  @Override
  public List<float[]> sample(
      SampleSettings settings,
      long seed,
      List<Integer> indices,
      SamplingListener listener,
      RunControl control) {
    SortedMap<Integer, float[]> finished = new TreeMap<>(); // by position
    List<Integer> open = new ArrayList<>();
    int steps = settings.sampling().steps();
    for (int position = 0; position < indices.size(); position++) {
      float[] known = cache.find(new Key(settings, seed, indices.get(position)));
      if (known == null) {
        open.add(position);
      } else {
        finished.put(position, known);
        listener.step(position, steps, steps, () -> known);
      }
    }
    for (int from = 0; from < open.size(); from += queue.limit()) {
      List<Integer> positions = open.subList(from, Math.min(open.size(), from + queue.limit()));
      new Group(settings, seed, indices, positions).run(listener, control, finished);
    }
    return List.copyOf(finished.values());
  }

  @Override
  public BoundedCache<?, ?> cache() {
    return cache;
  }

  @Override
  public void close() {
    queue.close();
  }

  /** The images at some positions of a request, sampled together. */
  private final class Group {
    private final SampleSettings settings;
    private final long seed;
    private final List<Integer> indices;
    private final List<Integer> positions;
    private final int size;
    private final FlowState state;

    Group(SampleSettings settings, long seed, List<Integer> indices, List<Integer> positions) {
      this.settings = settings;
      this.seed = seed;
      this.indices = indices;
      this.positions = positions;
      this.size = config.latents().size();
      this.state = new FlowState(positions.size() * size);
    }

    void run(SamplingListener listener, RunControl control, SortedMap<Integer, float[]> finished) {
      Sampling sampling = settings.sampling();
      boolean guided = sampling.guidance().scale() != 1;
      KeyValues prompt = prompts.encode(settings.prompt(), control);
      KeyValues empty =
          guided ? prompts.encode(settings.negativePrompt().orElse(null), control) : null;
      for (int i = 0; i < positions.size(); i++) {
        Noise noise = new Noise(seed, indices.get(positions.get(i)), Noise.Stream.TOWER_LATENT);
        noise.fill(state.z(), i * size, size);
      }
      try (SamplingQueue.Member member = queue.join(prompt, empty, positions.size(), control)) {
        GuidedVelocity velocity =
            new GuidedVelocity(
                member, sampling.guidance(), sampling.interval(), positions.size(), size);
        TowerSchedule schedule =
            sampling.schedule(config.towerTokens(), config.latents().channels());
        sampling.solver().integrate(velocity, schedule, state, steps(listener, control));
      }
      for (int i = 0; i < positions.size(); i++) {
        float[] latent = latent(i);
        cache.put(new Key(settings, seed, indices.get(positions.get(i))), latent);
        finished.put(positions.get(i), latent);
      }
    }

    private StepListener steps(SamplingListener listener, RunControl control) {
      return new StepListener() {
        @Override
        public void beforeStep(int step, int steps) {
          control.check();
        }

        @Override
        public void afterStep(FlowState reached) {
          for (int i = 0; i < positions.size(); i++) {
            int sample = i;
            listener.step(
                positions.get(i),
                reached.stepsDone(),
                reached.steps(),
                () -> estimate(reached, sample));
          }
        }
      };
    }

    private float[] estimate(FlowState reached, int sample) {
      float[] estimate = new float[size];
      for (int i = 0; i < size; i++) {
        estimate[i] = (float) reached.cleanEstimate(sample * size + i);
      }
      return estimate;
    }

    private float[] latent(int sample) {
      float[] latent = new float[size];
      for (int i = 0; i < size; i++) {
        latent[i] = (float) state.z()[sample * size + i];
      }
      return latent;
    }
  }
}
