package ai.vugen.training.recipe;

import ai.vugen.model.ModelParts;
import ai.vugen.model.language.LanguageModel;
import ai.vugen.tensor.KeyValue;
import ai.vugen.tensor.Tensor;
import ai.vugen.training.torch.TorchBackend;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What the tower reads of a batch of prompts.
 *
 * @param keyValues per layer, {@code [batch, length, kvHeads, headDim]}
 * @param position {@code [batch]} the position of the first image token
 * @param mask {@code [batch, 1, 1, length + tokens]}
 */
record TextPrefix(List<KeyValue> keyValues, Tensor position, Tensor mask) {
  /**
   * Runs the frozen language model over prompts.
   *
   * @param tokens image tokens, which follow the prompt
   */
  static TextPrefix of(ModelParts networks, TorchBackend backend, PromptBatch prompts, int tokens) {
    int n = prompts.batch();
    int length = prompts.length();
    LanguageModel language = networks.language();
    List<KeyValue> keyValues =
        language
            .run(
                language.embed(backend.indices(prompts.ids(), n, length)),
                backend.indices(PromptBatch.positions(n, length), n, length),
                List.of(),
                backend.real(PromptBatch.causalMask(length), length, length))
            .keyValues();
    return new TextPrefix(
        keyValues,
        backend.indices(prompts.lengths(), n),
        backend.real(prompts.prefixMask(tokens), n, 1, 1, (long) length + tokens));
  }

  /** Returns the prefix whose tensors are made from those of this one. */
  TextPrefix map(UnaryOperator<Tensor> change) {
    return new TextPrefix(
        keyValues.stream()
            .map(each -> new KeyValue(change.apply(each.key()), change.apply(each.value())))
            .toList(),
        change.apply(position),
        change.apply(mask));
  }
}
