package ai.vugen.onnx;

import ai.vugen.checkpoint.TensorSource;
import ai.vugen.error.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A finished graph in the form of its file: what the outputs need, under the outputs' names. */
final class OnnxFile {
  /** The version of the format that introduced the operator set. */
  private static final int IR_VERSION = 11;

  private final String name;
  private final List<GraphPort> inputs;
  private final List<Output> outputs;
  private final List<Node> nodes;
  private final List<Initializer> initializers;
  private final Map<String, String> metadata;
  private final Map<String, String> outsideNames = new HashMap<>();

  OnnxFile(
      String name,
      List<GraphPort> inputs,
      List<Output> outputs,
      List<Node> nodes,
      Collection<Initializer> initializers,
      Map<String, String> metadata) {
    this.name = name;
    this.inputs = inputs;
    this.outputs = outputs;
    this.metadata = metadata;
    Set<String> needed = new HashSet<>();
    outputs.forEach(output -> needed.add(output.value()));
    this.nodes = needed(nodes, needed);
    this.initializers = initializers.stream().filter(i -> needed.contains(i.name())).toList();
    nameOutputs();
    checkNames();
  }

  /** Returns the nodes that lead to needed values, whose names are added. */
  private static List<Node> needed(List<Node> nodes, Set<String> values) {
    Deque<Node> kept = new ArrayDeque<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (values.contains(nodes.get(i).output())) {
        kept.addFirst(nodes.get(i));
        values.addAll(nodes.get(i).inputs());
      }
    }
    return new ArrayList<>(kept);
  }

  /** Gives the values that go out their outside names; one that has a name already is copied. */
  private void nameOutputs() {
    Set<String> computed = new HashSet<>();
    nodes.forEach(node -> computed.add(node.output()));
    for (Output output : outputs) {
      String outside = output.port().name();
      if (!computed.contains(output.value())
          || outsideNames.putIfAbsent(output.value(), outside) != null) {
        nodes.add(new Node("Identity", List.of(output.value()), List.of(), outside));
      }
    }
  }

  private void checkNames() {
    Set<String> names = new HashSet<>();
    inputs.forEach(input -> claim(input.name(), names));
    initializers.forEach(initializer -> claim(initializer.name(), names));
    nodes.forEach(node -> claim(outside(node.output()), names));
  }

  private void claim(String value, Set<String> names) {
    if (!names.add(value)) {
      throw new ModelException(
          "The graph " + name + " has two values with the name " + value + ".");
    }
  }

  private String outside(String value) {
    return outsideNames.getOrDefault(value, value);
  }

  /** Returns the kinds of its operators, in the order of their names. */
  Set<String> operators() {
    Set<String> kinds = new TreeSet<>();
    nodes.forEach(node -> kinds.add(node.operator()));
    return kinds;
  }

  /** Returns the files that hold weights; all are in one folder. */
  Set<Path> weightFiles() {
    Set<Path> files = new TreeSet<>();
    Set<Path> folders = new TreeSet<>();
    for (Initializer initializer : initializers) {
      if (initializer.source() instanceof TensorSource.InFile file) {
        files.add(file.path());
        folders.add(file.path().toAbsolutePath().getParent());
      }
    }
    if (folders.size() > 1) {
      throw new ModelException(
          "The weights of the graph " + name + " must be in one folder, but are in " + folders);
    }
    return files;
  }

  /** Checks that a folder has the weights' files under the names that the graph knows. */
  void checkBeside(Path folder) {
    for (Path file : weightFiles()) {
      Path beside = folder.resolve(file.getFileName());
      try {
        if (!Files.isRegularFile(beside) || Files.size(beside) != Files.size(file)) {
          throw new ModelException(
              "The graph " + name + " needs a copy of " + file + " as " + beside + ".");
        }
      } catch (IOException e) {
        throw new ModelException("Cannot read " + beside + ": " + e, e);
      }
    }
  }

  /** Returns the bytes of a ModelProto. */
  byte[] toBytes() {
    Message model =
        new Message()
            .integer(1, IR_VERSION)
            .text(2, "vugen")
            .message(7, graph())
            .message(8, new Message().text(1, "").integer(2, OnnxGraph.OPSET));
    if (nodes.stream().anyMatch(Node::isRuntimeOwn)) {
      model.message(8, new Message().text(1, "com.microsoft").integer(2, 1));
    }
    metadata.forEach((key, value) -> model.message(14, new Message().text(1, key).text(2, value)));
    if (model.size() > Integer.MAX_VALUE) {
      throw new ModelException(
          "The graph "
              + name
              + " has "
              + model.size()
              + " bytes, more than its format allows. Keep the weights in files.");
    }
    return model.toBytes();
  }

  private Message graph() {
    Message graph = new Message();
    nodes.forEach(node -> graph.message(1, node.write(this::outside)));
    graph.text(2, name);
    initializers.forEach(initializer -> graph.message(5, initializer.write()));
    inputs.forEach(input -> graph.message(11, input.write()));
    outputs.forEach(output -> graph.message(12, output.port().write()));
    return graph;
  }
}
