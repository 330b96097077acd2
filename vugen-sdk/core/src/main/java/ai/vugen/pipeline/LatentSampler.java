package ai.vugen.pipeline;

import ai.vugen.flow.FlowState;
import ai.vugen.flow.GuidedVelocity;
import ai.vugen.flow.Noise;
import ai.vugen.flow.StepListener;
import ai.vugen.runtime.RunControl;
import ai.vugen.runtime.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The second stage of drawing: the prompt's keys and values and noise → latents.
 *
 * <p>By default every image is computed in a run of its own, both branches of guidance as one
 * batch: so its bits do not depend on how many others are asked for.
 */
final class LatentSampler {
  private final LoadedModel model;
  private final Sessions sessions;
  private final Caches caches;
  private final PromptEncoder prompts;
  private final int batch;

  /**
   * Creates the stage.
   *
   * @param batch most images computed together
   */
  LatentSampler(
      LoadedModel model, Sessions sessions, Caches caches, PromptEncoder prompts, int batch) {
    this.model = model;
    this.sessions = sessions;
    this.caches = caches;
    this.prompts = prompts;
    this.batch = batch;
  }

  /**
   * Samples one latent for each index.
   *
   * @return standardised, {@code [channels, rows, columns]} each, in the order of the indices; the
   *     arrays are shared with the cache and must not be changed
   */
  List<float[]> sample(
      SampleSettings settings,
      long seed,
      List<Integer> indices,
      SamplingListener listener,
      RunControl control) {
    Drawing.of(model.config());
    SortedMap<Integer, float[]> finished = new TreeMap<>(); // by position
    List<Integer> open = new ArrayList<>();
    int steps = settings.schedule().steps();
    for (int position = 0; position < indices.size(); position++) {
      float[] known = caches.latents().find(key(settings, seed, indices.get(position)));
      if (known == null) {
        open.add(position);
      } else {
        finished.put(position, known);
        listener.step(position, steps, steps, () -> known);
      }
    }
    for (int from = 0; from < open.size(); from += batch) {
      List<Integer> positions = open.subList(from, Math.min(open.size(), from + batch));
      new Batch(settings, seed, indices, positions).run(listener, control, finished);
    }
    return List.copyOf(finished.values());
  }

  private static Caches.LatentKey key(SampleSettings settings, long seed, int index) {
    return new Caches.LatentKey(settings, seed, index);
  }

  /** The images at some positions of a request, sampled together. */
  private final class Batch {
    private final SampleSettings settings;
    private final long seed;
    private final List<Integer> indices;
    private final List<Integer> positions;
    private final int size;
    private final FlowState state;

    Batch(SampleSettings settings, long seed, List<Integer> indices, List<Integer> positions) {
      this.settings = settings;
      this.seed = seed;
      this.indices = indices;
      this.positions = positions;
      this.size = LatentShape.of(model.config()).size();
      this.state = new FlowState(positions.size() * size);
    }

    void run(SamplingListener listener, RunControl control, SortedMap<Integer, float[]> finished) {
      boolean guided = settings.guidance().scale() != 1;
      KeyValues prompt = prompts.encode(settings.prompt(), control);
      KeyValues empty = guided ? prompts.encode(settings.negativePrompt(), control) : null;
      for (int i = 0; i < positions.size(); i++) {
        Noise noise = new Noise(seed, indices.get(positions.get(i)), Noise.Stream.TOWER_LATENT);
        noise.fill(state.z(), i * size, size);
      }
      Session tower = sessions.get(Network.TOWER);
      try (TowerRun run =
          new TowerRun(model.config(), tower, prompt, empty, positions.size(), control)) {
        GuidedVelocity velocity =
            new GuidedVelocity(
                run, settings.guidance(), settings.interval(), positions.size(), size);
        settings.solver().integrate(velocity, settings.schedule(), state, steps(listener, control));
      }
      for (int i = 0; i < positions.size(); i++) {
        float[] latent = latent(i);
        caches.latents().put(key(settings, seed, indices.get(positions.get(i))), latent);
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
          listener.step(
              positions.get(0), reached.stepsDone(), reached.steps(), () -> estimate(reached));
        }
      };
    }

    private float[] estimate(FlowState reached) {
      float[] estimate = new float[size];
      for (int i = 0; i < size; i++) {
        estimate[i] = (float) reached.cleanEstimate(i);
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
