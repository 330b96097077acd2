package ai.vugen.model.language;

import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Evaluator;
import ai.vugen.tensor.Evaluator.Input;
import ai.vugen.tensor.KeyValue;
import ai.vugen.tensor.Kind;
import ai.vugen.tensor.Named;
import ai.vugen.tensor.NdArray;
import ai.vugen.tensor.Shape;
import ai.vugen.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A language model as one program for everything: a prompt, one more token, image tokens among the
 * text. The cache is an input, at first of no tokens.
 */
final class LanguageProgram implements AutoCloseable {
  private static final float MASK_VALUE = -1e9f;

  private final LanguageConfig config;
  private final Evaluator.Program program;

  LanguageProgram(
      Evaluator backend, LanguageConfig config, String scope, Evaluator.Parameters parameters) {
    this.config = config;
    program =
        backend.compile(
            (weights, in) -> outputs(new LanguageModel(config, weights.at(scope)), in),
            inputs(),
            parameters);
  }

  private Map<String, Input> inputs() {
    Dim one = Dim.of(1);
    Dim tokens = Dim.of("tokens");
    Dim past = Dim.of("past");
    Shape cache = Shape.of(one, past, Dim.of(config.kvHeads()), Dim.of(config.headDim()));
    Map<String, Input> inputs = new LinkedHashMap<>();
    inputs.put("ids", new Input(Kind.INDEX, Shape.of(one, tokens)));
    inputs.put("positions", new Input(Kind.INDEX, Shape.of(one, tokens)));
    inputs.put("mask", new Input(Kind.REAL, Shape.of(tokens, past.plus(tokens))));
    inputs.put("image", new Input(Kind.REAL, Shape.of(Dim.of("rows"), Dim.of(config.width()))));
    inputs.put("index", new Input(Kind.INDEX, Shape.of(one, tokens)));
    inputs.put("share", new Input(Kind.REAL, Shape.of(one, tokens)));
    for (int i = 0; i < config.layers(); i++) {
      inputs.put("past.key." + i, new Input(Kind.REAL, cache));
      inputs.put("past.value." + i, new Input(Kind.REAL, cache));
    }
    return inputs;
  }

  private Map<String, Tensor> outputs(LanguageModel model, Named<Tensor> in) {
    List<KeyValue> past = new ArrayList<>();
    for (int i = 0; i < config.layers(); i++) {
      past.add(new KeyValue(in.get("past.key." + i), in.get("past.value." + i)));
    }
    Tensor embedded = model.embed(in.get("ids"), in.get("image"), in.get("index"), in.get("share"));
    LanguageModel.Output output = model.run(embedded, in.get("positions"), past, in.get("mask"));
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put("hidden.embed", embedded);
    for (int i = 0; i < config.layers(); i++) {
      outputs.put("hidden.layer." + i, output.hidden().get(i + 1));
      outputs.put("key." + i, output.keyValues().get(i).key());
      outputs.put("value." + i, output.keyValues().get(i).value());
    }
    Tensor normed = model.normed(output.last());
    outputs.put("hidden.norm", normed);
    outputs.put("logits", model.logits(normed));
    return outputs;
  }

  /** Keys and values so far, by the names of the inputs. */
  record Cache(Map<String, NdArray> tensors, int tokens) {}

  Cache empty() {
    Map<String, NdArray> tensors = new LinkedHashMap<>();
    for (int i = 0; i < config.layers(); i++) {
      for (String name : List.of("past.key." + i, "past.value." + i)) {
        tensors.put(name, NdArray.of(new float[0], 1, 0, config.kvHeads(), config.headDim()));
      }
    }
    return new Cache(tensors, 0);
  }

  /** The cache with the keys and values of a run behind it. */
  Cache append(Cache cache, Named<NdArray> outputs) {
    Map<String, NdArray> tensors = new LinkedHashMap<>();
    cache.tensors.forEach(
        (name, before) -> {
          float[] after = outputs.get(name.substring("past.".length())).floats();
          float[] both = Arrays.copyOf(before.floats(), before.floats().length + after.length);
          System.arraycopy(after, 0, both, before.floats().length, after.length);
          long tokens = both.length / ((long) config.kvHeads() * config.headDim());
          tensors.put(name, NdArray.of(both, 1, tokens, config.kvHeads(), config.headDim()));
        });
    NdArray any = tensors.values().iterator().next();
    return new Cache(tensors, (int) any.shape()[1]);
  }

  /** Runs text behind a cache, at the positions that follow. */
  Named<NdArray> text(long[] ids, Cache cache) {
    long[] positions = new long[ids.length];
    Arrays.setAll(positions, i -> cache.tokens + i);
    return run(ids, positions, cache, NdArray.of(new float[config.width()], 1, config.width()), -1);
  }

  /** Runs text at given positions. */
  Named<NdArray> text(long[] ids, long[] positions) {
    return run(
        ids, positions, empty(), NdArray.of(new float[config.width()], 1, config.width()), -1);
  }

  /** Runs text in which the placeholders stand for image tokens {@code [rows, width]}, in order. */
  Named<NdArray> image(long[] ids, NdArray image, long placeholder) {
    long[] positions = new long[ids.length];
    Arrays.setAll(positions, i -> i);
    return run(ids, positions, empty(), image, placeholder);
  }

  private Named<NdArray> run(
      long[] ids, long[] positions, Cache cache, NdArray image, long placeholder) {
    int tokens = ids.length;
    long[] index = new long[tokens];
    float[] share = new float[tokens];
    int row = 0;
    for (int i = 0; i < tokens; i++) {
      if (ids[i] == placeholder) {
        index[i] = row++;
        share[i] = 1;
      }
    }
    Map<String, NdArray> inputs = new LinkedHashMap<>(cache.tensors);
    inputs.put("ids", NdArray.of(ids, 1, tokens));
    inputs.put("positions", NdArray.of(positions, 1, tokens));
    inputs.put("mask", causal(tokens, cache.tokens));
    inputs.put("image", image);
    inputs.put("index", NdArray.of(index, 1, tokens));
    inputs.put("share", NdArray.of(share, 1, tokens));
    return program.run(inputs);
  }

  private static NdArray causal(int tokens, int past) {
    float[] mask = new float[tokens * (past + tokens)];
    for (int query = 0; query < tokens; query++) {
      int from = query * (past + tokens) + past + query + 1;
      Arrays.fill(mask, from, (query + 1) * (past + tokens), MASK_VALUE);
    }
    return NdArray.of(mask, tokens, past + tokens);
  }

  @Override
  public void close() {
    program.close();
  }
}
