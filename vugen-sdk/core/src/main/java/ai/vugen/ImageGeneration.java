package ai.vugen;

import ai.vugen.device.Precision;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.image.Pixels;
import ai.vugen.pipeline.Pipeline;
import ai.vugen.pipeline.sampling.SampleSettings;
import ai.vugen.pipeline.sampling.SamplingListener;
import ai.vugen.runtime.RunControl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

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

  List<GeneratedImage> generate(GenerateRequest request, CallOptions options, RunControl control) {
    return generate(drawn(request), all(request), options, control);
  }

  /** Draws the images that have some indices. */
  private List<GeneratedImage> generate(
      Provenance.Drawn drawn, List<Integer> indices, CallOptions options, RunControl control) {
    pipeline.warmUpDrawing();
    GenerateRequest request = drawn.request();
    Watch watch = new Watch(request.seed(), indices.size(), options, control);
    List<GeneratedImage> images = new ArrayList<>();
    for (Latent latent : sample(drawn, indices, watch, control)) {
      GeneratedImage image = decode(latent, request.seed(), request.decoderSteps(), control);
      images.add(image);
      watch.decoded(images.size() - 1, image.toPixels());
    }
    return List.copyOf(images);
  }

  List<Latent> sample(GenerateRequest request, CallOptions options, RunControl control) {
    Watch watch = new Watch(request.seed(), request.count(), options, control);
    return sample(drawn(request), all(request), watch, control);
  }

  private static List<Integer> all(GenerateRequest request) {
    return IntStream.range(0, request.count()).boxed().toList();
  }

  /** Returns what is drawn for each image of a request. */
  private Provenance.Drawn drawn(GenerateRequest request) {
    requireSupported(request.decoder());
    LatentShape shape = LatentShape.of(pipeline.config().requireDrawing());
    double shift = request.sampling().schedule(shape.tokens(), shape.channels()).alpha();
    return new Provenance.Drawn(request.toBuilder().count(1).build(), shift);
  }

  private List<Latent> sample(
      Provenance.Drawn drawn, List<Integer> indices, Watch watch, RunControl control) {
    GenerateRequest request = drawn.request();
    SampleSettings settings =
        new SampleSettings(
            request.prompt(),
            request.negativePrompt(),
            request.sampling().withShift(drawn.shift()));
    List<float[]> values = pipeline.sample(settings, request.seed(), indices, watch, control);
    List<Latent> latents = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Provenance provenance = provenance(request.seed(), indices.get(i), Optional.of(drawn));
      latents.add(latent(values.get(i), provenance));
    }
    return List.copyOf(latents);
  }

  private Latent latent(float[] values, Provenance provenance) {
    LatentShape shape = LatentShape.of(pipeline.config().requireDrawing());
    return new Latent(values, shape.channels(), shape.rows(), shape.columns(), provenance);
  }

  private Provenance provenance(long seed, int index, Optional<Provenance.Drawn> drawn) {
    return new Provenance(location.identity(), SdkVersion.current(), precision, seed, index, drawn);
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
    boolean isDrawnSo = seed == from.seed() && precision == from.precision();
    Optional<Provenance.Drawn> drawn =
        from.drawing().filter(all -> isDrawnSo).map(all -> all.withDecoderSteps(decoderSteps));
    Provenance provenance = provenance(from.seed(), from.index(), drawn);
    return new GeneratedImage(pixels, latent, provenance);
  }

  Latent encode(ImageInput image, RunControl control) {
    return latent(pipeline.encode(image.toPixels(), control), provenance(0, 0, Optional.empty()));
  }

  /** Draws the image again that has this provenance. */
  GeneratedImage replay(Provenance provenance, CallOptions options, RunControl control) {
    requireThisModel("The image", provenance.model());
    if (provenance.precision() != precision) {
      throw new InvalidRequestException(
          "The image was drawn with the precision %s, but the model was opened with %s. Open it with precision(Precision.%s) to draw the image again."
              .formatted(provenance.precision(), precision, provenance.precision()));
    }
    Provenance.Drawn drawn =
        provenance
            .drawing()
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        "The image was not drawn from a prompt in one go: its latent came from a picture, or was"
                            + " decoded with another seed or precision. It cannot be replayed."));
    requireSupported(drawn.request().decoder());
    return generate(drawn, List.of(provenance.index()), options, control).get(0);
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
    private final Optional<ProgressListener> listener;
    private final int images;
    private final RunControl control;
    private final long begin = System.nanoTime();
    private final long seed;

    Watch(long seed, int images, CallOptions options, RunControl control) {
      this.listener = options.listener();
      this.images = images;
      this.control = control;
      this.seed = seed;
    }

    @Override
    public void step(int position, int step, int steps, Supplier<float[]> estimate) {
      tell(
          Progress.Stage.SAMPLING,
          position,
          step,
          steps,
          () -> pipeline.decode(estimate.get(), seed, position, 1, control));
    }

    void decoded(int position, Pixels pixels) {
      tell(Progress.Stage.DECODING, position, 1, 1, () -> pixels);
    }

    private void tell(
        Progress.Stage stage, int image, int step, int steps, Supplier<Pixels> preview) {
      listener.ifPresent(
          told -> {
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
            told.onProgress(new Progress(stage, image, images, step, steps, elapsed, preview));
          });
    }
  }
}
