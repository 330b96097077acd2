package ai.vugen.evaluation.report;

import ai.vugen.ModelIdentity;
import ai.vugen.ModelInfo;
import ai.vugen.device.Precision;
import ai.vugen.zoo.Manifest;
import com.google.gson.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The model that a report is about.
 *
 * @param identity its id and the hash of its weights
 * @param version its version by its manifest; null if it has none
 * @param sdkVersion version of the SDK that ran it
 * @param precision how exactly it computed
 */
public record MeasuredModel(
    ModelIdentity identity, @Nullable String version, String sdkVersion, Precision precision) {
  /**
   * Returns the model that is open.
   *
   * @throws ai.vugen.error.ModelException if its manifest cannot be read
   */
  public static MeasuredModel of(ModelInfo info) {
    return new MeasuredModel(
        info.model(),
        Manifest.read(info.folder()).map(Manifest::version).orElse(null),
        info.sdkVersion(),
        info.precision());
  }

  /** Adds the members {@code model}, {@code model_version}, {@code model_sha256} and so on. */
  public void addTo(JsonObject protocol) {
    protocol.addProperty("model", identity.id());
    if (version != null) {
      protocol.addProperty("model_version", version);
    }
    protocol.addProperty("model_sha256", identity.sha256());
    protocol.addProperty("sdk_version", sdkVersion);
    protocol.addProperty("precision", precision.name().toLowerCase(Locale.ROOT));
  }
}
