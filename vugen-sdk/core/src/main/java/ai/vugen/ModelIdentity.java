package ai.vugen;

import ai.vugen.error.InvalidRequestException;

/**
 * Which model it is.
 *
 * @param id its name in the catalog, or that of its folder
 * @param sha256 hash of its weights, 64 hexadecimal digits
 */
public record ModelIdentity(String id, String sha256) {
  /**
   * @throws InvalidRequestException if a value is null
   */
  public ModelIdentity {
    InvalidRequestException.notNull(id, "id");
    InvalidRequestException.notNull(sha256, "sha256");
  }

  @Override
  public String toString() {
    return id + " (" + sha256.substring(0, Math.min(12, sha256.length())) + ")";
  }
}
