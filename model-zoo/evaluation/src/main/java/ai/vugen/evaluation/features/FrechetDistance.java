package ai.vugen.evaluation.features;

import ai.vugen.error.Arguments;
import java.util.OptionalLong;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The Fréchet distance between the Gaussians fitted to two sets of feature vectors; with features
 * of Inception it is the Fréchet Inception Distance (FID).
 *
 * <p>{@code |m1 - m2|^2 + tr(S1) + tr(S2) - 2 tr((S1 S2)^(1/2))}, where the last trace is the sum
 * of the square roots of the eigenvalues of {@code S1^(1/2) S2 S1^(1/2)}, a symmetric matrix with
 * the eigenvalues of {@code S1 S2}. Eigenvalues below 0, which rounding produces, count as 0.
 * Identical sets may give a tiny negative number. Numbers of few samples are biased upwards, so
 * only distances of equal sample counts compare. Source: Heusel et al. 2017, "GANs Trained by a Two
 * Time-Scale Update Rule Converge to a Local Nash Equilibrium".
 *
 * @param value the distance
 * @param meanTerm squared distance of the means
 * @param realTrace sum of the variances of the first set
 * @param generatedTrace sum of the variances of the second set
 * @param rootTrace trace of the square root of the product of the covariances
 * @param realSamples number N of vectors in the first set, if known
 * @param generatedSamples number M of vectors in the second set, if known
 * @param features length of a vector
 */
public record FrechetDistance(
    double value,
    double meanTerm,
    double realTrace,
    double generatedTrace,
    double rootTrace,
    OptionalLong realSamples,
    OptionalLong generatedSamples,
    int features) {
  // Relative to the largest eigenvalue; far above what rounding of a float file leaves.
  private static final double NEGATIVE = 1e-4;

  /**
   * Computes the distance of two sets of feature vectors.
   *
   * @param real [N, features], N at least 2
   * @param generated [M, features], M at least 2
   * @throws ai.vugen.error.InvalidRequestException if a set has one sample only, or the sets differ
   *     in the number of features
   */
  public static FrechetDistance between(FeatureMatrix real, FeatureMatrix generated) {
    return between(FeatureStatistics.of(real), FeatureStatistics.of(generated));
  }

  /**
   * Computes the distance of two sets of which mean and covariance are known.
   *
   * @throws ai.vugen.error.InvalidRequestException if they differ in the number of features, or a
   *     covariance has an eigenvalue that is clearly negative
   */
  public static FrechetDistance between(FeatureStatistics real, FeatureStatistics generated) {
    Arguments.require(
        real.features() == generated.features(),
        "number of features of the second set",
        generated.features(),
        real.features() + " as in the first; use the same extractor for both");
    double meanTerm = 0;
    for (int i = 0; i < real.features(); i++) {
      double difference = real.mean()[i] - generated.mean()[i];
      meanTerm += difference * difference;
    }
    double rootTrace = rootTrace(real, generated);
    return new FrechetDistance(
        meanTerm + real.trace() + generated.trace() - 2 * rootTrace,
        meanTerm,
        real.trace(),
        generated.trace(),
        rootTrace,
        real.samples(),
        generated.samples(),
        real.features());
  }

  private static double rootTrace(FeatureStatistics real, FeatureStatistics generated) {
    int features = real.features();
    DMatrixRMaj root = scaledEigenvectors(matrix(real));
    DMatrixRMaj half = new DMatrixRMaj(features, features);
    CommonOps_DDRM.mult(root, matrix(generated), half);
    DMatrixRMaj product = new DMatrixRMaj(features, features);
    CommonOps_DDRM.multTransB(half, root, product);
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        decompose(DecompositionFactory_DDRM.eig(features, false, true), symmetric(product));
    requireNotNegative(eigen, features, "product of the covariances");
    double trace = 0;
    for (int i = 0; i < features; i++) {
      trace += Math.sqrt(Math.max(0, eigen.getEigenvalue(i).real));
    }
    return trace;
  }

  /**
   * Returns a matrix {@code B} with {@code B' B} the given one: its rows are eigenvectors, each
   * times the root of its eigenvalue. {@code B S B'} has the eigenvalues that the symmetric root
   * would give, at one product less.
   */
  private static DMatrixRMaj scaledEigenvectors(DMatrixRMaj covariance) {
    int features = covariance.numRows;
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        decompose(DecompositionFactory_DDRM.eig(features, true, true), covariance);
    requireNotNegative(eigen, features, "first covariance");
    DMatrixRMaj rows = new DMatrixRMaj(features, features);
    for (int i = 0; i < features; i++) {
      double root = Math.sqrt(Math.max(0, eigen.getEigenvalue(i).real));
      DMatrixRMaj vector = eigen.getEigenVector(i);
      for (int j = 0; j < features; j++) {
        rows.set(i, j, root * vector.get(j));
      }
    }
    return rows;
  }

  private static void requireNotNegative(
      EigenDecomposition_F64<DMatrixRMaj> eigen, int features, String matrix) {
    double smallest = Double.POSITIVE_INFINITY;
    double largest = 0;
    for (int i = 0; i < features; i++) {
      smallest = Math.min(smallest, eigen.getEigenvalue(i).real);
      largest = Math.max(largest, Math.abs(eigen.getEigenvalue(i).real));
    }
    Arguments.require(
        smallest >= -NEGATIVE * largest,
        "smallest eigenvalue of the " + matrix,
        smallest,
        "0 or more; check that the numbers are covariances");
  }

  private static EigenDecomposition_F64<DMatrixRMaj> decompose(
      EigenDecomposition_F64<DMatrixRMaj> eigen, DMatrixRMaj matrix) {
    Arguments.require(
        eigen.decompose(matrix),
        "covariance",
        "a matrix whose eigenvalues cannot be found",
        "numbers of a common size; check features for extreme values");
    return eigen;
  }

  private static DMatrixRMaj matrix(FeatureStatistics statistics) {
    int features = statistics.features();
    return symmetric(DMatrixRMaj.wrap(features, features, statistics.covariance().clone()));
  }

  /** Makes both halves their mean, in place. */
  private static DMatrixRMaj symmetric(DMatrixRMaj matrix) {
    for (int i = 0; i < matrix.numRows; i++) {
      for (int j = 0; j < i; j++) {
        double mean = (matrix.get(i, j) + matrix.get(j, i)) / 2;
        matrix.set(i, j, mean);
        matrix.set(j, i, mean);
      }
    }
    return matrix;
  }
}
