package ai.vugen.pipeline.decoding;

import ai.vugen.flow.DecoderSchedule;
import ai.vugen.flow.FlowState;
import ai.vugen.flow.Noise;
import ai.vugen.flow.Solver;
import ai.vugen.flow.StepListener;
import ai.vugen.flow.Velocity;
import ai.vugen.graph.DecoderGraph;
import ai.vugen.image.Pixels;
import ai.vugen.model.decoder.PddConfig;
import ai.vugen.runtime.ElementType;
import ai.vugen.runtime.NativeBuffer;
import ai.vugen.runtime.NativeTensor;
import ai.vugen.runtime.RunControl;
import ai.vugen.runtime.Session;
import ai.vugen.session.LoadedModel;
import ai.vugen.session.Sessions;
import java.util.Map;

/** A pixel diffusion decoder at work: a latent and noise → pixels, one image a run. */
final class PixelDecoder implements ImageDecoder {
  private static final int CHANNELS = 3;

  private final PddConfig config;
  private final LoadedModel model;
  private final Sessions sessions;

  PixelDecoder(PddConfig config, LoadedModel model, Sessions sessions) {
    this.config = config;
    this.model = model;
    this.sessions = sessions;
  }

  @Override
  public Pixels decode(float[] latent, long seed, int index, int steps, RunControl control) {
    DecoderSchedule schedule = new DecoderSchedule(steps, config.schedulePower());
    int side = config.imageSize();
    FlowState state = new FlowState(CHANNELS * side * side);
    new Noise(seed, index, Noise.Stream.DECODER).fill(state.z(), 0, state.z().length);
    float[] restored = latent.clone();
    model.drawingStatistics().restore(restored, 1);
    try (DecoderRun run =
        new DecoderRun(config, sessions.get(DecoderGraph.NAME), restored, control)) {
      Solver.EULER.integrate(run, schedule, state, StepListener.NONE);
    }
    return pixels(state.z(), side);
  }

  /** From [-1, 1] planes to bytes: {@code [3, side, side]} to {@code [side, side, 3]}. */
  private static Pixels pixels(double[] planes, int side) {
    int cells = side * side;
    byte[] rgb = new byte[CHANNELS * cells];
    for (int c = 0; c < CHANNELS; c++) {
      for (int i = 0; i < cells; i++) {
        double value = (planes[c * cells + i] + 1) * 127.5;
        rgb[i * CHANNELS + c] = (byte) Math.round(Math.max(0, Math.min(255, value)));
      }
    }
    return Pixels.of(side, side, rgb);
  }

  /** The decoder session with tensors for one image. */
  private static final class DecoderRun implements Velocity, AutoCloseable {
    private final Session session;
    private final RunControl control;
    private final NativeBuffer buffer;
    private final NativeTensor pixels;
    private final NativeTensor time;
    private final NativeTensor velocity;
    private final Map<String, NativeTensor> given;
    private final Map<String, NativeTensor> into;
    private final float[] scratch;

    DecoderRun(PddConfig config, Session session, float[] latent, RunControl control) {
      this.session = session;
      this.control = control;
      long side = config.imageSize();
      long image = CHANNELS * side * side;
      buffer = NativeBuffer.allocate(ElementType.F32, 2 * image + latent.length + 1);
      pixels = buffer.slice(0, 1, CHANNELS, side, side);
      velocity = buffer.slice(image, 1, CHANNELS, side, side);
      NativeTensor context =
          buffer.slice(
              2 * image, 1, config.latentChannels(), config.latentSide(), config.latentSide());
      time = buffer.slice(2 * image + latent.length, 1);
      scratch = new float[(int) image];
      given =
          Map.of(
              DecoderGraph.PIXELS, pixels,
              DecoderGraph.LATENT, context.put(latent),
              DecoderGraph.TIME, time);
      into = Map.of(DecoderGraph.VELOCITY, velocity);
    }

    @Override
    public void at(double[] z, double t, double[] v) {
      for (int i = 0; i < scratch.length; i++) {
        scratch[i] = (float) z[i];
      }
      pixels.put(scratch);
      time.put(new float[] {(float) t});
      session.run(given, into, control);
      velocity.get(scratch, 0);
      for (int i = 0; i < scratch.length; i++) {
        v[i] = scratch[i];
      }
    }

    @Override
    public void close() {
      buffer.close();
    }
  }
}
