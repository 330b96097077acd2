package ai.vugen.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.goldens.Goldens;
import ai.vugen.tensor.NdArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The tensors of a golden file as inputs and expectations of networks. */
public final class GoldenTensors {
  private final Goldens goldens;

  private GoldenTensors(Goldens goldens) {
    this.goldens = goldens;
  }

  /** The tensors of a golden safetensors file. */
  public static GoldenTensors load(String name) {
    return new GoldenTensors(Goldens.load(name));
  }

  /**
   * Weights of a golden folder, unpacked into a folder of their own until the virtual machine ends.
   */
  public static Checkpoint weights(String folder, String... files) {
    try {
      Path unpacked = Files.createTempDirectory("vugen-goldens");
      unpacked.toFile().deleteOnExit();
      for (String file : files) {
        Path copy = unpacked.resolve(file);
        Files.write(copy, Goldens.resource(folder + "/" + file));
        copy.toFile().deleteOnExit();
      }
      return Files.exists(unpacked.resolve("model.safetensors.index.json"))
          ? Checkpoint.open(unpacked)
          : Checkpoint.open(unpacked, files[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A tensor. */
  public NdArray get(String tensor) {
    return get(tensor, Arrays.stream(goldens.shape(tensor)).asLongStream().toArray());
  }

  /** A tensor in another shape. */
  public NdArray get(String tensor, long... shape) {
    return goldens.dtype(tensor).equals("I64")
        ? NdArray.of(goldens.longs(tensor), shape)
        : NdArray.of(goldens.floats(tensor), shape);
  }

  /** Checks an array against a tensor of as many elements. */
  public void check(String tensor, NdArray actual, double tolerance) {
    assertThat(actual.floats()).as(tensor).hasSize(goldens.floats(tensor).length);
    check(tensor, actual.floats(), goldens.floats(tensor), tolerance);
  }

  /** Checks that no number is farther from the expected one than the tolerance. */
  public static void check(String what, float[] actual, float[] expected, double tolerance) {
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs((double) actual[i] - expected[i]);
      largest = Double.isNaN(difference) ? Double.NaN : Math.max(largest, difference);
    }
    assertThat(largest).as(what).isLessThanOrEqualTo(tolerance);
  }
}
