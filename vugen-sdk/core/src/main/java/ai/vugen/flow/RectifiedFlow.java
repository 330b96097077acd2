package ai.vugen.flow;

/**
 * A straight path between noise and data, and the direction in which its time runs.
 *
 * <p>A point on the path is {@code z_t = a(t) data + b(t) noise}. The two networks of a VUGEN model
 * count time in opposite directions but predict the same target, {@code velocity = data - noise}:
 * moving by {@code h} of time towards the data is {@code z + h velocity} for both. The formulas
 * work on single elements, so that sampling, previews and training share them whatever holds the
 * values.
 *
 * <p>Source: VUGEN section 3.2 (tower), SSDD (pixel decoder).
 */
public enum RectifiedFlow {
  /** The generation tower: t = 0 is noise, t = 1 is data. */
  TOWER {
    @Override
    public double dataWeight(double t) {
      return t;
    }

    @Override
    public double noiseWeight(double t) {
      return 1 - t;
    }
  },

  /** The pixel diffusion decoder: t = 1 is noise, t = 0 is data. */
  DECODER {
    @Override
    public double dataWeight(double t) {
      return 1 - t;
    }

    @Override
    public double noiseWeight(double t) {
      return t;
    }
  };

  /** Returns the share of data at time {@code t} in [0, 1]. */
  public abstract double dataWeight(double t);

  /** Returns the share of noise at {@code t} in [0, 1], which is also the time left to the data. */
  public abstract double noiseWeight(double t);

  /** Returns {@code z_t}, the point between {@code noise} and {@code data} at time {@code t}. */
  public double between(double data, double noise, double t) {
    return dataWeight(t) * data + noiseWeight(t) * noise;
  }

  /** Returns the training target of both networks: {@code data - noise}. */
  public double velocity(double data, double noise) {
    return data - noise;
  }

  /** Returns the clean estimate: where {@code z} at time {@code t} ends if {@code v} stays. */
  public double data(double z, double v, double t) {
    return z + noiseWeight(t) * v;
  }

  /** Returns the noise estimate: where {@code z} at time {@code t} came from if {@code v} stood. */
  public double noise(double z, double v, double t) {
    return z - dataWeight(t) * v;
  }
}
