package ai.vugen.flow;

import ai.vugen.goldens.Goldens;

/** Velocity fields whose exact solutions are known; states are {@code [3, 6]}. */
final class ReferenceFlows {
  static final Goldens GOLDEN = Goldens.load("decoders/flow_samplers.safetensors");
  private static final int WIDTH = 6;

  private ReferenceFlows() {}

  /** Data of independent normal dimensions. */
  static final Velocity GAUSS =
      new Velocity() {
        private final double[] mu = GOLDEN.doubles("gauss.mu");
        private final double[] s = GOLDEN.doubles("gauss.s");

        @Override
        public void at(double[] z, double t, double[] v) {
          for (int i = 0; i < z.length; i++) {
            double m = mu[i % WIDTH];
            double variance = s[i % WIDTH] * s[i % WIDTH];
            double spread = t * t * variance + (1 - t) * (1 - t);
            v[i] = m + (t * variance - (1 - t)) / spread * (z[i] - t * m);
          }
        }
      };

  /** {@code A z + b (1 + t)}. */
  static final Velocity LINEAR =
      new Velocity() {
        private final double[] a = GOLDEN.doubles("linear.A");
        private final double[] b = GOLDEN.doubles("linear.b");

        @Override
        public void at(double[] z, double t, double[] v) {
          for (int i = 0; i < z.length; i++) {
            int row = i % WIDTH;
            double sum = b[row] * (1 + t);
            for (int k = 0; k < WIDTH; k++) {
              sum += a[row * WIDTH + k] * z[i - row + k];
            }
            v[i] = sum;
          }
        }
      };

  static FlowState start() {
    return stateOf(GOLDEN.doubles("z0"));
  }

  static FlowState stateOf(double... z) {
    FlowState state = new FlowState(z.length);
    System.arraycopy(z, 0, state.z(), 0, z.length);
    return state;
  }

  static double greatestDifference(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException("lengths " + a.length + " and " + b.length);
    }
    double greatest = 0;
    for (int i = 0; i < a.length; i++) {
      greatest = Math.max(greatest, Math.abs(a[i] - b[i]));
    }
    return greatest;
  }
}
