package ai.vugen.tensor;

/**
 * Keys and values of one layer, rotation applied, in the order in which a cache grows.
 *
 * @param key {@code [batch, tokens, kvHeads, headDim]}
 * @param value {@code [batch, tokens, kvHeads, headDim]}
 */
public record KeyValue(Tensor key, Tensor value) {}
