package ai.vugen.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.goldens.Goldens;
import ai.vugen.image.Pixels;
import ai.vugen.image.PixelsReader;
import ai.vugen.image.Tiling;
import ai.vugen.model.language.TemplateMessage.Role;
import ai.vugen.pipeline.language.Chat;
import ai.vugen.pipeline.language.Completion;
import ai.vugen.pipeline.language.Turn;
import ai.vugen.runtime.RunControl;
import ai.vugen.text.AnswerOptions;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a picture file and a question to the reference's token ids, in every layout of weights. */
class PlmGoldenTest {
  private static final List<JsonElement> CASES =
      Goldens.json("plm/e2e/e2e.json").getAsJsonObject().getAsJsonArray("cases").asList();

  @ParameterizedTest
  @ValueSource(strings = {"model", "model-sharded", "model-original"})
  void answersAsTheReference(String layout, @TempDir Path temporary) throws IOException {
    Path folder = copy("plm/" + layout, temporary);
    try (Pipeline pipeline = Pipeline.open(folder, 1 << 20, 1)) {
      for (JsonElement element : CASES) {
        JsonObject expected = element.getAsJsonObject();
        for (int repeat = 0; repeat < 2; repeat++) { // the second time from the caches
          Completion reply = ask(pipeline, expected);
          assertThat(reply.tokens())
              .as(expected.get("question").getAsString())
              .isEqualTo(ids(expected));
          assertThat(reply.text()).isEqualTo(expected.get("answer").getAsString());
        }
      }
      assertThat(pipeline.caches()).anyMatch(cache -> cache.hits() == 3);
    }
  }

  private static Completion ask(Pipeline pipeline, JsonObject expected) {
    Tiling tiling =
        expected.get("image_mode").getAsString().equals("thumb+tile")
            ? new Tiling.ThumbAndTiles(expected.get("max_tiles").getAsInt())
            : new Tiling.Vanilla();
    StringBuilder streamed = new StringBuilder();
    try (Chat chat = pipeline.chat(List.of(), List.of())) {
      AnswerOptions greedy = AnswerOptions.DEFAULT.withMaxTokens(24);
      String text = expected.get("question").getAsString();
      Turn question = new Turn(Role.USER, pictures(expected), Optional.of(tiling), text);
      Completion reply = chat.ask(question, greedy, streamed::append, RunControl.unlimited());
      assertThat(chat.length())
          .isEqualTo(expected.get("prompt_tokens").getAsInt() + reply.tokens().size());
      assertThat(reply.promptTokens()).isEqualTo(expected.get("prompt_tokens").getAsInt());
      assertThat(streamed).hasToString(reply.text());
      return reply;
    }
  }

  private static List<Pixels> pictures(JsonObject expected) {
    if (expected.get("image").isJsonNull()) {
      return List.of();
    }
    String name = expected.get("image").getAsString().replace("../", "plm/");
    return List.of(PixelsReader.read(Goldens.resource(name)));
  }

  private static List<Integer> ids(JsonObject expected) {
    JsonArray all = expected.getAsJsonArray("greedy_ids");
    JsonElement stop = expected.get("stop_index");
    int end = stop.isJsonNull() ? all.size() : stop.getAsInt();
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < end; i++) {
      ids.add(all.get(i).getAsInt());
    }
    return ids;
  }

  private static Path copy(String golden, Path folder) throws IOException {
    try (var files = Files.list(Goldens.path(golden))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Files.copy(Goldens.path("plm/tokenizer/tokenizer.json"), folder.resolve("tokenizer.json"));
    return folder;
  }
}
