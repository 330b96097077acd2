package ai.vugen.evaluation.features;

import ai.vugen.error.Arguments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Which samples of both sets a Kernel Distance compares, once or several times. */
public sealed interface SampleSubsets
    permits SampleSubsets.All, SampleSubsets.Random, SampleSubsets.Given {
  /** Returns the choice of all samples, once. */
  static SampleSubsets all() {
    return new All();
  }

  /** Returns the choice of random subsets, see {@link Random}. */
  static SampleSubsets random(int count, int size, long seed) {
    return new Random(count, size, seed);
  }

  /** Returns the choice of these subsets. */
  static SampleSubsets given(List<Subset> subsets) {
    return new Given(subsets);
  }

  /**
   * Returns the subsets of sets of these sizes.
   *
   * @throws ai.vugen.error.InvalidRequestException if a set has fewer samples than the subsets need
   */
  List<Subset> of(int realSamples, int generatedSamples);

  /**
   * One comparison: the rows taken from either set.
   *
   * @param real rows of the first set, counted from 0; shared as it is
   * @param generated rows of the second set; shared as it is
   */
  @SuppressWarnings("ArrayRecordComponent") // bulk indices, never compared
  record Subset(int[] real, int[] generated) {
    /**
     * @throws ai.vugen.error.InvalidRequestException if one of both is empty
     */
    public Subset {
      Arguments.require(
          real.length >= 1 && generated.length >= 1,
          "size of a subset",
          real.length + " real and " + generated.length + " generated samples",
          "1 or more of both");
    }
  }

  /** All samples of both sets, once. */
  record All() implements SampleSubsets {
    @Override
    public List<Subset> of(int realSamples, int generatedSamples) {
      return List.of(
          new Subset(
              IntStream.range(0, realSamples).toArray(),
              IntStream.range(0, generatedSamples).toArray()));
    }
  }

  /**
   * Random subsets without repetition inside a subset, the first ones of a permutation: the same as
   * {@code choice(N, size, replace=False)} for the first set and then for the second of numpy's
   * {@code RandomState(seed)}. KID takes 100 subsets of 1000.
   *
   * @param count number of subsets, 1 or more
   * @param size samples of either set in each, 1 or more and at most the size of the smaller set
   * @param seed 0 to 2^32 - 1
   */
  record Random(int count, int size, long seed) implements SampleSubsets {
    /**
     * @throws ai.vugen.error.InvalidRequestException if a number is out of range
     */
    public Random {
      Arguments.require(count >= 1, "number of subsets", count, "1 or more");
      Arguments.require(size >= 1, "size of a subset", size, "1 or more");
      MersenneTwister.requireSeed(seed);
    }

    @Override
    public List<Subset> of(int realSamples, int generatedSamples) {
      Arguments.require(
          size <= Math.min(realSamples, generatedSamples),
          "size of a subset",
          size,
          "at most the number of samples, "
              + realSamples
              + " real and "
              + generatedSamples
              + " generated; use smaller subsets or more samples");
      MersenneTwister random = new MersenneTwister(seed);
      List<Subset> subsets = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        int[] real = Arrays.copyOf(random.permutation(realSamples), size);
        subsets.add(new Subset(real, Arrays.copyOf(random.permutation(generatedSamples), size)));
      }
      return List.copyOf(subsets);
    }
  }

  /**
   * Subsets that the caller has drawn.
   *
   * @param subsets 1 or more
   */
  record Given(List<Subset> subsets) implements SampleSubsets {
    /**
     * @throws ai.vugen.error.InvalidRequestException if there is none
     */
    public Given {
      subsets = List.copyOf(subsets);
      Arguments.require(!subsets.isEmpty(), "number of subsets", 0, "1 or more");
    }

    @Override
    public List<Subset> of(int realSamples, int generatedSamples) {
      for (Subset subset : subsets) {
        requireRows(subset.real(), realSamples, "real");
        requireRows(subset.generated(), generatedSamples, "generated");
      }
      return subsets;
    }

    private static void requireRows(int[] rows, int samples, String set) {
      for (int row : rows) {
        Arguments.require(
            row >= 0 && row < samples,
            "row of a subset of the " + set + " samples",
            row,
            "0 to " + (samples - 1));
      }
    }
  }
}
