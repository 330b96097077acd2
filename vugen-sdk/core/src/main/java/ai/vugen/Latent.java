package ai.vugen;

import ai.vugen.checkpoint.SafetensorsFile;
import ai.vugen.checkpoint.SafetensorsWriter;
import ai.vugen.checkpoint.TensorEntry;
import ai.vugen.error.InvalidRequestException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A standardised z̃: what the generation tower draws and the decoder turns into pixels. Immutable;
 * equal values from the same place make equal objects.
 */
public final class Latent {
  private static final String TENSOR = "latent";

  private final float[] values;
  private final int channels;
  private final int rows;
  private final int columns;
  private final Provenance provenance;

  /** Keeps the array, which nobody may write to from now on. */
  Latent(float[] values, int channels, int rows, int columns, Provenance provenance) {
    this.values = values;
    this.channels = channels;
    this.rows = rows;
    this.columns = columns;
    this.provenance = provenance;
  }

  /** Returns a copy of the values, {@code [channels, rows, columns]}. */
  public float[] values() {
    return values.clone();
  }

  float[] shared() {
    return values;
  }

  /** Channels of the latent. */
  public int channels() {
    return channels;
  }

  /** Rows of its grid. */
  public int rows() {
    return rows;
  }

  /** Columns of its grid. */
  public int columns() {
    return columns;
  }

  /** Returns where it comes from. */
  public Provenance provenance() {
    return provenance;
  }

  /**
   * Writes a safetensors file with the tensor {@code latent}, F32, and where it comes from as
   * metadata. The file appears complete or not at all.
   *
   * @throws ai.vugen.error.VuGenException if it cannot be written
   */
  public void save(Path file) {
    InvalidRequestException.notNull(file, "file");
    new SafetensorsWriter()
        .metadata(ProvenanceJson.KEYWORD, ProvenanceJson.write(provenance))
        .add(TENSOR, new long[] {channels, rows, columns}, values)
        .write(file);
  }

  /**
   * Reads a file that {@link #save} wrote.
   *
   * @throws ai.vugen.error.ModelException if it is missing or damaged
   * @throws InvalidRequestException if it holds no latent
   */
  public static Latent load(Path file) {
    InvalidRequestException.notNull(file, "file");
    SafetensorsFile content = SafetensorsFile.open(file);
    String json = content.metadata().get(ProvenanceJson.KEYWORD);
    if (json == null || !content.names().contains(TENSOR)) {
      throw new InvalidRequestException(
          file + " holds no latent; use a file that Latent.save wrote.");
    }
    TensorEntry entry = content.entry(TENSOR);
    long[] shape = entry.shape();
    if (shape.length != 3) {
      throw new InvalidRequestException(
          "The latent in %s has the shape %s; expected [channels, rows, columns]."
              .formatted(file, Arrays.toString(shape)));
    }
    return new Latent(
        entry.floats(),
        (int) shape[0],
        (int) shape[1],
        (int) shape[2],
        ProvenanceJson.read(file.toString(), json));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Latent that
        && Arrays.equals(values, that.values)
        && provenance.equals(that.provenance);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Latent[%d, %d, %d] of %s".formatted(channels, rows, columns, provenance);
  }
}
