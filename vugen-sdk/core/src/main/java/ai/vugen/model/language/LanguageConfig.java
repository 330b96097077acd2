package ai.vugen.model.language;

/**
 * The numbers of a Llama language model.
 *
 * @param layers transformer layers
 * @param width channels of a token
 * @param heads query heads
 * @param kvHeads key and value heads; each serves {@code heads / kvHeads} query heads
 * @param headDim channels of a head
 * @param mlpWidth hidden width of the MLPs
 * @param vocabulary number of token ids
 * @param epsilon of the root-mean-square norms
 * @param rope rotary frequencies
 * @param maxPositions longest sequence the model was made for
 */
public record LanguageConfig(
    int layers,
    int width,
    int heads,
    int kvHeads,
    int headDim,
    int mlpWidth,
    int vocabulary,
    double epsilon,
    RopeConfig rope,
    int maxPositions) {}
