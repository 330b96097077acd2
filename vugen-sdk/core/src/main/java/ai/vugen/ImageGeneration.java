package ai.vugen;

import ai.vugen.device.Precision;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.flow.TowerSchedule;
import ai.vugen.image.Pixels;
import ai.vugen.pipeline.Pipeline;
import ai.vugen.pipeline.sampling.SampleSettings;
import ai.vugen.pipeline.sampling.SamplingListener;
import ai.vugen.runtime.RunControl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Requests for images, in terms of the pipeline's stages. Thread-safe. */
final class ImageGeneration {
  private final Pipeline pipeline;
  private final ModelLocation location;
  private final Precision precision;

  ImageGeneration(Pipeline pipeline, ModelLocation location, Precision precision) {
    this.pipeline = pipeline;
    this.location = location;
    this.precision = precision;
  }

  List<GeneratedImage> generate(GenerateRequest request, RunControl control) {
    return generate(request, all(request), control);
  }

  /** Draws the images of a request that have some indices. */
  List<GeneratedImage> generate(
      GenerateRequest request, List<Integer> indices, RunControl control) {
    requireSupported(request.decoder());
    pipeline.warmUpDrawing();
    Watch watch = new Watch(request, indices.size(), control);
    List<Latent> latents = sample(request, indices, watch, control);
    List<GeneratedImage> images = new ArrayList<>();
    for (Latent latent : latents) {
      GeneratedImage image =
          decode(latent, latent.provenance().seed(), request.decoderSteps(), control);
      images.add(image);
      watch.decoded(images.size() - 1, image.toPixels());
    }
    return List.copyOf(images);
  }

  List<Latent> sample(GenerateRequest request, RunControl control) {
    requireSupported(request.decoder());
    Watch watch = new Watch(request, request.count(), control);
    return sample(request, all(request), watch, control);
  }

  private static List<Integer> all(GenerateRequest request) {
    return IntStream.range(0, request.count()).boxed().toList();
  }

  private List<Latent> sample(
      GenerateRequest request, List<Integer> indices, Watch watch, RunControl control) {
    LatentShape shape = LatentShape.of(pipeline.config().requireDrawing());
    Double wanted = request.shift();
    double shift =
        wanted == null ? TowerSchedule.defaultShift(shape.tokens(), shape.channels()) : wanted;
    SampleSettings settings =
        new SampleSettings(
            request.prompt(),
            request.negativePrompt(),
            request.effectiveGuidance(),
            request.guidanceInterval(),
            request.solver(),
            new TowerSchedule(request.steps(), shift));
    List<float[]> values = pipeline.sample(settings, request.seed(), indices, watch, control);
    GenerateRequest used = request.settings().withShift(shift).withCount(1);
    List<Latent> latents = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      latents.add(latent(values.get(i), provenance(request.seed(), indices.get(i), used)));
    }
    return List.copyOf(latents);
  }

  private Latent latent(float[] values, Provenance provenance) {
    LatentShape shape = LatentShape.of(pipeline.config().requireDrawing());
    return new Latent(values, shape.channels(), shape.rows(), shape.columns(), provenance);
  }

  private Provenance provenance(long seed, int index, @Nullable GenerateRequest used) {
    return new Provenance(location.identity(), SdkVersion.current(), precision, seed, index, used);
  }

  /** Decodes a latent of this model. */
  GeneratedImage decode(Latent latent, long seed, int decoderSteps, RunControl control) {
    requireThisModel("The latent", latent.provenance().model());
    LatentShape shape = LatentShape.of(pipeline.config().requireDrawing());
    if (latent.shared().length != shape.size() || latent.channels() != shape.channels()) {
      throw new InvalidRequestException(
          "%s does not fit this model's %s.".formatted(latent, shape));
    }
    Provenance from = latent.provenance();
    Pixels pixels = pipeline.decode(latent.shared(), seed, from.index(), decoderSteps, control);
    GenerateRequest settings = from.settings();
    boolean isDrawnSo = seed == from.seed() && precision == from.precision();
    Provenance provenance =
        new Provenance(
            location.identity(),
            SdkVersion.current(),
            precision,
            from.seed(),
            from.index(),
            settings != null && isDrawnSo ? settings.withDecoderSteps(decoderSteps) : null);
    return new GeneratedImage(pixels, latent, provenance);
  }

  Latent encode(ImageInput image, RunControl control) {
    return latent(pipeline.encode(image.toPixels(), control), provenance(0, 0, null));
  }

  /** Draws the image again that has this provenance. */
  GeneratedImage replay(Provenance provenance, RunControl control) {
    requireThisModel("The image", provenance.model());
    if (provenance.precision() != precision) {
      throw new InvalidRequestException(
          "The image was drawn with the precision %s, but the model was opened with %s. Open it with precision(Precision.%s) to draw the image again."
              .formatted(provenance.precision(), precision, provenance.precision()));
    }
    GenerateRequest request =
        provenance
            .request()
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        "The image was not drawn from a prompt in one go: its latent came from a picture, or was"
                            + " decoded with another seed or precision. It cannot be replayed."));
    return generate(request, List.of(provenance.index()), control).get(0);
  }

  private void requireThisModel(String what, ModelIdentity model) {
    ModelIdentity own = location.identity();
    if (!own.sha256().equals(model.sha256())) {
      throw new InvalidRequestException(
          "%s is of the model %s with weights %s, but this is %s with weights %s. Open the model that made it."
              .formatted(what, model.id(), model.sha256(), own.id(), own.sha256()));
    }
  }

  private void requireSupported(Decoder decoder) {
    String own = pipeline.config().requireDrawing().decoder().name();
    if (!decoder.name().equals(own)) {
      throw new InvalidRequestException(
          "The model %s has no decoder %s; it has %s."
              .formatted(pipeline.config().name(), decoder, own));
    }
  }

  /** Turns the steps of the stages into progress of the request. */
  private final class Watch implements SamplingListener {
    private final @Nullable ProgressListener listener;
    private final int images;
    private final RunControl control;
    private final long begin = System.nanoTime();
    private final GenerateRequest request;

    Watch(GenerateRequest request, int images, RunControl control) {
      this.listener = request.listener();
      this.images = images;
      this.control = control;
      this.request = request;
    }

    @Override
    public void step(int position, int step, int steps, Supplier<float[]> estimate) {
      tell(
          Progress.Stage.SAMPLING,
          position,
          step,
          steps,
          () -> pipeline.decode(estimate.get(), request.seed(), position, 1, control));
    }

    void decoded(int position, Pixels pixels) {
      tell(Progress.Stage.DECODING, position, 1, 1, () -> pixels);
    }

    private void tell(
        Progress.Stage stage, int image, int step, int steps, Supplier<Pixels> preview) {
      if (listener != null) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
        listener.onProgress(new Progress(stage, image, images, step, steps, elapsed, preview));
      }
    }
  }
}
