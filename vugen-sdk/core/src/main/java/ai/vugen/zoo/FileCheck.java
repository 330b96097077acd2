package ai.vugen.zoo;

import org.jspecify.annotations.Nullable;

/**
 * One file of a model compared with the model's manifest.
 *
 * @param name the file's name in the model's folder
 * @param found the file as it is; null if it is missing
 * @param listed the file as the manifest lists it; null if it does not, or there is no manifest
 */
public record FileCheck(String name, @Nullable ModelFile found, @Nullable ModelFile listed) {
  /** Returns whether the manifest, if it lists the file, agrees with it. */
  public boolean isSound() {
    return listed == null || listed.equals(found);
  }

  /** Says in a few words how the file compares. */
  public String verdict() {
    if (listed == null) {
      return "not listed in a manifest";
    }
    if (found == null) {
      return "missing";
    }
    if (found.size() != listed.size()) {
      return "has " + found.size() + " bytes, " + listed.size() + " expected";
    }
    return found.equals(listed)
        ? "as listed"
        : "has SHA-256 " + found.sha256() + ", " + listed.sha256() + " expected";
  }
}
