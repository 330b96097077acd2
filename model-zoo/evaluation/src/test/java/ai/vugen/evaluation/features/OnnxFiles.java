package ai.vugen.evaluation.features;

import ai.vugen.onnx.OnnxGraph;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** ModelParts without weights, small enough to know what they answer. */
public final class OnnxFiles {
  private static final String TOKENIZER =
      """
      {"version": "1.0", "truncation": null, "padding": null,
       "added_tokens": [ADDED(0, "<|start|>"), ADDED(1, "<|end|>")],
       "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"},
       "post_processor": {"type": "TemplateProcessing",
         "single": [SPECIAL("<|start|>"), {"Sequence": {"id": "A", "type_id": 0}}, SPECIAL("<|end|>")],
         "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
         "special_tokens": {"<|start|>": {"id": "<|start|>", "ids": [0], "tokens": ["<|start|>"]},
                            "<|end|>": {"id": "<|end|>", "ids": [1], "tokens": ["<|end|>"]}}},
       "decoder": null,
       "model": {"type": "WordLevel", "unk_token": "other",
         "vocab": {"<|start|>": 0, "<|end|>": 1, "red": 2, "blue": 3, "other": 4}}}
      """;

  private OnnxFiles() {}

  /** Means of red, green and blue as {@code mean} and the numbers as they come as {@code all}. */
  public static Path meanColour(Path file, int side) {
    OnnxGraph graph = graph();
    Dim pixels = Dim.of(side);
    Tensor in = graph.input("pixels", Shape.of(graph.dim("batch"), Dim.of(3), pixels, pixels));
    graph.output("mean", in.mean(3).mean(2)); // [batch, 3, 1, 1]
    graph.output("all", in.mul(2));
    return write(graph, file);
  }

  /** The mean of the tokens' rows: red is (1, 0, 0), blue (0, 0, 1), all others are zeros. */
  public static Path meanWord(Path file, Dim tokens) {
    OnnxGraph graph = graph();
    Tensor ids = graph.indexInput("input_ids", Shape.of(Dim.of(1), tokens));
    float[] rows = new float[15];
    rows[6] = 1;
    rows[11] = 1;
    graph.output(
        "embedding",
        graph.constant(rows, Shape.of(5, 3)).gather(ids).mean(1).flatten(0, 1)); // [1, 3]
    return write(graph, file);
  }

  /** A tokenizer of the words "red" and "blue", framed by two more tokens. */
  public static Path tokenizer(Path file) throws IOException {
    String added =
        "{\"id\": $1, \"content\": \"$2\", \"single_word\": false, \"lstrip\": false,"
            + " \"rstrip\": false, \"normalized\": false, \"special\": true}";
    return Files.writeString(
        file,
        TOKENIZER
            .replaceAll("ADDED\\((\\d), \"([^\"]*)\"\\)", added)
            .replaceAll(
                "SPECIAL\\(\"([^\"]*)\"\\)",
                "{\"SpecialToken\": {\"id\": \"$1\", \"type_id\": 0}}"));
  }

  private static OnnxGraph graph() {
    return OnnxGraph.withoutWeights("test");
  }

  private static Path write(OnnxGraph graph, Path file) {
    graph.write(file);
    return file;
  }
}
