package ai.vugen.onnx;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One operator of a graph, with one output.
 *
 * @param operator its name in the ONNX operator set
 * @param inputs names of values; empty for an optional input that is not given
 * @param attributes in the order in which they are written
 * @param output name of the value, and of the node
 */
record Node(String operator, List<String> inputs, List<Attribute> attributes, String output) {
  /** NodeProto, with the values under the names that they go by outside. */
  Message write(UnaryOperator<String> naming) {
    Message message = new Message();
    inputs.forEach(input -> message.text(1, naming.apply(input)));
    message.text(2, naming.apply(output)).text(3, output).text(4, operator);
    attributes.forEach(attribute -> message.message(5, attribute.write()));
    return message;
  }
}
