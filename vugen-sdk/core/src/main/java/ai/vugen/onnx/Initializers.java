package ai.vugen.onnx;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.checkpoint.DataType;
import ai.vugen.checkpoint.TensorEntry;
import ai.vugen.checkpoint.TensorSource;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.tensor.Dim;
import ai.vugen.tensor.Role;
import ai.vugen.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The parameters and constants of a graph; equal constants are one. */
final class Initializers {
  private final @Nullable ParameterStore store;
  private final OnnxType real;
  private final Map<String, Initializer> byName = new LinkedHashMap<>();
  private final Map<String, Shape> parameters = new LinkedHashMap<>();
  private final Map<String, Role> roles = new LinkedHashMap<>();
  private final Map<String, float[]> ranges = new HashMap<>();
  private final Map<Content, String> constants = new HashMap<>();

  /**
   * Takes parameters from a store.
   *
   * @param store null if every parameter is nowhere
   * @param real the type of parameters that are nowhere
   */
  Initializers(@Nullable ParameterStore store, OnnxType real) {
    this.real = real;
    this.store = store;
  }

  private record Content(OnnxType type, List<Long> sizes, ByteBuffer bytes) {
    /** Constants have millions of bytes, of which a buffer's own hash takes one at a time. */
    @Override
    public int hashCode() {
      CRC32C sum = new CRC32C();
      sum.update(bytes.duplicate());
      return 31 * Objects.hash(type, sizes) + Long.hashCode(sum.getValue());
    }
  }

  /**
   * Returns the parameter of a name; the shapes asked for and stored must be equal, and all who ask
   * must use it for the same.
   */
  Initializer parameter(String name, Shape shape, Role role) {
    Shape known = parameters.putIfAbsent(name, shape);
    if (known != null) {
      checkShape(name, shape, known);
      if (!role.equals(roles.get(name))) {
        throw new IllegalArgumentException(
            name + " is asked for as " + role + " and as " + roles.get(name));
      }
      return get(name);
    }
    roles.put(name, role);
    Initializer parameter = store == null ? nowhere(name, shape) : stored(name, shape, store);
    byName.put(name, parameter);
    return parameter;
  }

  private Initializer nowhere(String name, Shape shape) {
    return new Initializer(name, real, sizes(shape), null);
  }

  private Initializer stored(String name, Shape shape, ParameterStore store) {
    TensorEntry entry = store.find(name);
    if (entry == null) {
      throw new ModelIntegrityException(
          "The weights have no " + name + " " + shape + ", which the model needs.");
    }
    TensorEntry scale = store.find(name + Checkpoint.SCALE);
    if (entry.dataType() == DataType.I8 && scale != null) {
      return shape.rank() == 2
          ? quantizedMatrix(shape, entry, scale)
          : quantizedWindow(shape, entry, scale, store.find(name + Checkpoint.RANGES));
    }
    checkShape(name, shape, Shape.of(entry.shape()));
    addProducts(name, shape, store);
    return new Initializer(name, OnnxType.of(entry.dataType()), sizes(shape), entry.source());
  }

  /** Adds the quantized copy of a table, if there is one. */
  private void addProducts(String name, Shape shape, ParameterStore store) {
    TensorEntry copy = store.find(name + Checkpoint.PRODUCTS);
    TensorEntry scale = store.find(name + Checkpoint.PRODUCTS + Checkpoint.SCALE);
    if (copy != null && copy.dataType() == DataType.I8 && scale != null) {
      byName.put(copy.name(), quantizedMatrix(shape, copy, scale));
    }
  }

  /** Returns a matrix {@code [out, in]} is stored as {@code [in, out]}. */
  private Initializer quantizedMatrix(Shape shape, TensorEntry matrix, TensorEntry scale) {
    return quantized(Shape.of(shape.dim(1), shape.dim(0)), shape, matrix, scale);
  }

  /** Returns the window of a convolution, which is stored beside its scales and ranges. */
  private Initializer quantizedWindow(
      Shape shape, TensorEntry window, TensorEntry scale, @Nullable TensorEntry range) {
    if (range == null) {
      throw new ModelIntegrityException(
          "The quantized weight " + window.name() + " is stored without its ranges.");
    }
    checkShape(range.name(), Shape.of(4), Shape.of(range.shape()));
    ranges.put(window.name(), range.floats());
    return quantized(shape, shape, window, scale);
  }

  /**
   * Integers beside their scales.
   *
   * @param stored the shape in which they are stored
   */
  private Initializer quantized(
      Shape stored, Shape shape, TensorEntry integers, TensorEntry scale) {
    checkShape(integers.name(), stored, Shape.of(integers.shape()));
    checkShape(scale.name(), Shape.of(shape.dim(0)), Shape.of(scale.shape()));
    byName.put(
        scale.name(),
        new Initializer(
            scale.name(),
            OnnxType.of(scale.dataType()),
            sizes(shape).subList(0, 1),
            scale.source()));
    return new Initializer(integers.name(), OnnxType.INT8, sizes(stored), integers.source());
  }

  /**
   * Returns the least and the largest input and the least and the largest output of a quantized
   * convolution.
   */
  float[] ranges(String parameter) {
    float[] known = ranges.get(parameter);
    if (known == null) {
      throw new IllegalArgumentException(parameter + " is no quantized convolution");
    }
    return known.clone();
  }

  /** Returns the name of the scales of a quantized matrix; null if the parameter is none. */
  @Nullable String scale(String parameter) {
    String scale = parameter + Checkpoint.SCALE;
    return byName.containsKey(scale) ? scale : null;
  }

  private static void checkShape(String name, Shape asked, Shape found) {
    if (!asked.equals(found)) {
      throw new ModelIntegrityException(
          "The weight " + name + " has the shape " + found + ", the model needs " + asked + ".");
    }
  }

  /** Numbers as they are given; a graph that computes in another type casts them. */
  String floats(float[] values, Shape shape) {
    ByteBuffer bytes = bytes(shape, values.length, Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return constant(OnnxType.FLOAT, shape, bytes);
  }

  /** Returns a signed 8-bit integer. */
  String signed(int value) {
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {(byte) value});
    return constant(OnnxType.INT8, new Shape(List.of()), bytes);
  }

  /** Returns an unsigned 8-bit integer. */
  String unsigned(int value) {
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {(byte) value});
    return constant(OnnxType.UINT8, new Shape(List.of()), bytes);
  }

  String longs(long[] values, Shape shape) {
    ByteBuffer bytes = bytes(shape, values.length, Long.BYTES);
    bytes.asLongBuffer().put(values);
    return constant(OnnxType.INT64, shape, bytes);
  }

  /** Returns a vector of integers, such as the axes of an operator. */
  String longs(long... values) {
    return longs(values, Shape.of(values.length));
  }

  private static ByteBuffer bytes(Shape shape, int count, int width) {
    if (shape.elements().size() != count) {
      throw new IllegalArgumentException(count + " constant values for the shape " + shape);
    }
    return ByteBuffer.allocate(Math.multiplyExact(count, width)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private String constant(OnnxType type, Shape shape, ByteBuffer bytes) {
    return constants.computeIfAbsent(
        new Content(type, sizes(shape), bytes),
        content -> {
          String name = "constant." + constants.size();
          TensorSource source = new TensorSource.InMemory(bytes);
          byName.put(name, new Initializer(name, type, content.sizes, source));
          return name;
        });
  }

  private static List<Long> sizes(Shape shape) {
    return shape.dims().stream().map(Dim::size).toList();
  }

  Initializer get(String name) {
    Initializer initializer = byName.get(name);
    if (initializer == null) {
      throw new IllegalStateException(name + " is no parameter of the graph");
    }
    return initializer;
  }

  boolean contains(String name) {
    return byName.containsKey(name);
  }

  Collection<Initializer> all() {
    return byName.values();
  }

  /** Returns the parameters asked for, in that order. */
  Map<String, Shape> parameters() {
    return parameters;
  }

  /** Returns what the parameters are used for, in that order. */
  Map<String, Role> roles() {
    return roles;
  }
}
