package ai.vugen.evaluation.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;

/** The data of a report as text. */
public final class JsonText {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private JsonText() {}

  /** Indented JSON with a line break at its end; equal data, equal text. */
  public static String of(JsonObject data) {
    return GSON.toJson(data) + "\n";
  }
}
