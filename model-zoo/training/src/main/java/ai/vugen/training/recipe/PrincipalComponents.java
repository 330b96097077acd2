package ai.vugen.training.recipe;

import ai.vugen.model.ModelParts;
import ai.vugen.model.VugenConfig;
import ai.vugen.model.reducer.ReducerConfig;
import ai.vugen.tensor.Weights;
import ai.vugen.training.torch.Initializer;
import ai.vugen.training.torch.NoGradient;
import ai.vugen.training.torch.TorchScope;
import ai.vugen.training.torch.TorchTensor;
import ai.vugen.training.torch.TorchWeights;
import ai.vugen.world.Split;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * What a PCA reducer keeps of z: its mean and its principal components over the patches of training
 * images (VUGEN §4.3).
 *
 * <p>Sums are in double precision. The sign of a component is such that its largest number is
 * positive, so that the same images give the same components.
 *
 * @param mean {@code [width]}
 * @param components {@code [channels, width]}, orthonormal, the one of the largest variance first
 * @param share of the variance of z that the components keep, in [0, 1]
 */
@SuppressWarnings("ArrayRecordComponent") // plain numbers, never compared
record PrincipalComponents(float[] mean, float[] components, double share) {
  private static final int BATCH = 64;

  /** Measures the components over so many training images. */
  static PrincipalComponents measure(
      VugenConfig config,
      ReducerConfig.Pca reducer,
      WorldData data,
      TorchWeights weights,
      int images) {
    int width = reducer.width();
    DMatrixRMaj sum = new DMatrixRMaj(1, width);
    DMatrixRMaj products = new DMatrixRMaj(width, width);
    long patches = 0;
    for (int batch = 0; batch * BATCH < images; batch++) {
      DMatrixRMaj z = patches(config, data, weights, batch, width); // [patches, width]
      CommonOps_DDRM.addEquals(sum, CommonOps_DDRM.sumCols(z, null));
      CommonOps_DDRM.multAddTransA(z, z, products);
      patches += z.getNumRows();
    }
    weights.newStep();
    return of(sum, products, patches, reducer.channels());
  }

  private static DMatrixRMaj patches(
      VugenConfig config, WorldData data, TorchWeights weights, int batch, int width) {
    try (TorchScope scope = new TorchScope();
        NoGradient frozen = new NoGradient()) {
      weights.newStep();
      LatentEncoder encoder = LatentEncoder.of(config);
      var pixels =
          data.scenes(Split.TRAIN, batch, BATCH, QuestionMix.NONE)
              .pixels(weights.backend(), encoder.latents().pictureSize());
      float[] z = ((TorchTensor) encoder.encode(new Weights(weights), pixels)).floats();
      DMatrixRMaj matrix = new DMatrixRMaj(z.length / width, width);
      for (int i = 0; i < z.length; i++) {
        matrix.data[i] = z[i];
      }
      return matrix;
    }
  }

  /**
   * Returns the components of vectors of which the sums are known.
   *
   * @param sum of the vectors, {@code [1, width]}
   * @param products sum of their outer products, {@code [width, width]}
   * @param count number of vectors
   * @param channels number of components
   */
  static PrincipalComponents of(DMatrixRMaj sum, DMatrixRMaj products, long count, int channels) {
    int width = sum.getNumCols();
    DMatrixRMaj mean = sum.copy();
    CommonOps_DDRM.divide(mean, count);
    DMatrixRMaj covariance = products.copy();
    CommonOps_DDRM.divide(covariance, count);
    DMatrixRMaj square = new DMatrixRMaj(width, width);
    CommonOps_DDRM.multTransA(mean, mean, square);
    CommonOps_DDRM.subtractEquals(covariance, square);
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(width, true, true);
    if (!eigen.decompose(covariance)) {
      throw new ArithmeticException("The covariance of z has no eigenvalues: z is not finite");
    }
    List<Integer> largest =
        IntStream.range(0, width)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).getReal()))
            .limit(channels)
            .toList();
    float[] components = new float[channels * width];
    double kept = 0;
    for (int c = 0; c < channels; c++) {
      putSigned(eigen.getEigenVector(largest.get(c)).data, components, c * width);
      kept += eigen.getEigenvalue(largest.get(c)).getReal();
    }
    return new PrincipalComponents(
        floats(mean.data), components, kept / CommonOps_DDRM.trace(covariance));
  }

  private static void putSigned(double[] vector, float[] to, int at) {
    double largest = 0;
    for (double value : vector) {
      largest = Math.abs(value) > Math.abs(largest) ? value : largest;
    }
    for (int i = 0; i < vector.length; i++) {
      to[at + i] = (float) (vector[i] * Math.signum(largest));
    }
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** Returns an initializer that knows the reducer and leaves the rest to another. */
  Initializer before(Initializer others) {
    return (name, role, sizes) ->
        switch (name) {
          case ModelParts.REDUCER + ".mean" -> mean.clone();
          case ModelParts.REDUCER + ".components" -> components.clone();
          default -> others.values(name, role, sizes);
        };
  }
}
