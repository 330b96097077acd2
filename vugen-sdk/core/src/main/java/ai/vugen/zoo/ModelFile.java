package ai.vugen.zoo;

import ai.vugen.error.ModelIntegrityException;
import java.util.regex.Pattern;

/**
 * One file of a model as its manifest lists it.
 *
 * @param name the name inside the model's folder; no path, not hidden
 * @param size the length in bytes
 * @param sha256 the SHA-256 of the content, 64 lower-case hexadecimal digits
 */
public record ModelFile(String name, long size, String sha256) {
  private static final Pattern NAME =
      Pattern.compile("[^./\\\\:\\p{Cntrl}][^/\\\\:\\p{Cntrl}]{0,254}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  public ModelFile {
    if (!NAME.matcher(name).matches()) {
      throw new ModelIntegrityException(
          "\""
              + name
              + "\" cannot be the name of a model's file: a name without a path is expected.");
    }
    if (size < 0) {
      throw new ModelIntegrityException("The file " + name + " cannot have " + size + " bytes.");
    }
    if (!HASH.matcher(sha256).matches()) {
      throw new ModelIntegrityException(
          "The SHA-256 of " + name + " is not 64 lower-case hexadecimal digits: " + sha256);
    }
  }

  /** Returns whether the file holds weights. */
  boolean isWeights() {
    return name.endsWith(".safetensors");
  }
}
