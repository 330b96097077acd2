package ai.vugen.pipeline.language;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.device.Placement;
import ai.vugen.goldens.Goldens;
import ai.vugen.graph.LanguageGraph;
import ai.vugen.model.ModelConfig;
import ai.vugen.onnx.OnnxGraph;
import ai.vugen.pipeline.TinyModel;
import ai.vugen.runtime.RunControl;
import ai.vugen.runtime.Session;
import ai.vugen.runtime.SessionOptions;
import ai.vugen.session.LoadedModel;
import ai.vugen.session.ModelGraphs;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feeding in pieces gives what feeding at once gives, whatever the pieces and chunks. */
class LanguageRunTest {
  private static final int LENGTH = 1500; // three chunks

  @Test
  void piecesChunksAndImages(@TempDir Path temporary) {
    String config =
        TinyModel.CONFIG.replace(
            "\"max_position_embeddings\": 160", "\"max_position_embeddings\": 2000");
    Path folder = TinyModel.write(temporary.resolve("m"), config, TinyModel.weights(config, 1));
    int[] ids = new int[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      ids[i] = i % 7 == 3 && i < 1400 ? 482 : i * 13 % 480; // image tokens in every chunk
    }
    int images = (int) Arrays.stream(ids).filter(id -> id == 482).count();
    float[] rows = new float[images * 32];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) Math.sin(i);
    }
    try (LoadedModel model = LoadedModel.open(folder);
        Session session = open(model);
        LanguageRun run = new LanguageRun(model.config(), session);
        KeyValueCache whole = new KeyValueCache(model.config().language());
        KeyValueCache pieces = new KeyValueCache(model.config().language())) {
      RunControl control = RunControl.unlimited();
      float[] expected = run.feed(ids, rows, whole, control);
      run.feed(Arrays.copyOf(ids, 1420), rows, pieces, control);
      pieces.truncate(1400);
      for (int i = 1400; i < 1410; i++) {
        run.feed(new int[] {ids[i]}, null, pieces, control);
      }
      KeyValues kept = pieces.copy();
      run.feed(new int[] {1, 2, 3}, null, pieces, control);
      pieces.load(kept);
      float[] logits = run.feed(Arrays.copyOfRange(ids, 1410, LENGTH), null, pieces, control);

      assertClose(logits, expected);
      assertThat(pieces.length()).isEqualTo(LENGTH);
      for (int layer = 0; layer < 2; layer++) {
        assertClose(pieces.copy().keys().get(layer), whole.copy().keys().get(layer));
        assertClose(pieces.copy().values().get(layer), whole.copy().values().get(layer));
      }
    }
  }

  /** The reference's logits at eight places of 3000 tokens: masks and positions across chunks. */
  @Test
  void longTextAsTheReference(@TempDir Path temporary) throws Exception {
    Goldens expected = Goldens.load("plm/model/expected.safetensors");
    long[] ids = expected.longs("long.input_ids");
    long[] positions = expected.longs("long.positions");
    float[] logits = expected.floats("long.logits");
    for (String file : new String[] {"config.json", "model.safetensors"}) {
      java.nio.file.Files.write(temporary.resolve(file), Goldens.resource("plm/model/" + file));
    }
    java.nio.file.Files.write(
        temporary.resolve("tokenizer.json"), Goldens.resource("plm/tokenizer/tokenizer.json"));
    try (LoadedModel model = LoadedModel.open(temporary);
        Session session = open(model);
        LanguageRun run = new LanguageRun(model.config(), session);
        KeyValueCache cache = new KeyValueCache(model.config().language())) {
      for (int i = 0; i < positions.length; i++) {
        int end = (int) positions[i] + 1;
        int[] piece = Arrays.stream(ids, cache.length(), end).mapToInt(id -> (int) id).toArray();
        float[] found = run.feed(piece, null, cache, RunControl.unlimited());
        float[] reference = Arrays.copyOfRange(logits, i * found.length, (i + 1) * found.length);
        assertClose(found, reference);
      }
    }
  }

  private static Session open(LoadedModel model) {
    ModelConfig config = model.config();
    OnnxGraph graph =
        ModelGraphs.of(
            config.network(LanguageGraph.NAME),
            config,
            Placement.CPU_FLOAT32,
            model.checkpoint().entries()::get);
    return Session.open(
        graph.toBytes(),
        SessionOptions.named("language")
            .withWeights(Objects.requireNonNull(graph.weightsFolder())));
  }

  private static void assertClose(float[] values, float[] expected) {
    assertThat(values).hasSameSizeAs(expected);
    for (int i = 0; i < values.length; i++) {
      assertThat(Math.abs(values[i] - expected[i])).as("element %d", i).isLessThan(1e-4f);
    }
  }
}
