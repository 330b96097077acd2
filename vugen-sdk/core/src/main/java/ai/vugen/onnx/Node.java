package ai.vugen.onnx;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One operator of a graph, with one output.
 *
 * @param operator its name in the ONNX operator set, or {@link #RUNTIME} and its name in ONNX
 *     Runtime's own set
 * @param inputs names of values; empty for an optional input that is not given
 * @param attributes in the order in which they are written
 * @param output name of the value, and of the node
 */
record Node(String operator, List<String> inputs, List<Attribute> attributes, String output) {
  /** What the names of ONNX Runtime's own operators begin with: their domain and a dot. */
  static final String RUNTIME = "com.microsoft.";

  boolean isRuntimeOwn() {
    return operator.startsWith(RUNTIME);
  }

  /** NodeProto, with the values under the names that they go by outside. */
  Message write(UnaryOperator<String> naming) {
    Message message = new Message();
    inputs.forEach(input -> message.text(1, naming.apply(input)));
    int name = operator.lastIndexOf('.') + 1;
    message.text(2, naming.apply(output)).text(3, output).text(4, operator.substring(name));
    attributes.forEach(attribute -> message.message(5, attribute.write()));
    return name == 0 ? message : message.text(7, operator.substring(0, name - 1));
  }
}
