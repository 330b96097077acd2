package ai.vugen.onnx;

/**
 * A value that a graph gives out.
 *
 * @param value its name inside the graph
 * @param port what it is outside
 */
record Output(String value, GraphPort port) {}
