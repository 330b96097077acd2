package ai.vugen.onnx;

import java.util.Arrays;
import java.util.List;

/** An attribute of a node; field numbers and type codes are those of onnx.proto. */
sealed interface Attribute {
  String name();

  Message write();

  static Attribute of(String name, long value) {
    return new Integer(name, value);
  }

  static Attribute of(String name, double value) {
    return new Real(name, (float) value);
  }

  static Attribute of(String name, String value) {
    return new Text(name, value);
  }

  static Attribute of(String name, long... values) {
    return new Integers(name, Arrays.stream(values).boxed().toList());
  }

  static Attribute of(String name, int[] values) {
    return of(name, Arrays.stream(values).asLongStream().toArray());
  }

  /** One integer. */
  record Integer(String name, long value) implements Attribute {
    @Override
    public Message write() {
      return new Message().text(1, name).integer(3, value).integer(20, 2);
    }
  }

  /** One real number. */
  record Real(String name, float value) implements Attribute {
    @Override
    public Message write() {
      return new Message().text(1, name).real(2, value).integer(20, 1);
    }
  }

  /** A string. */
  record Text(String name, String value) implements Attribute {
    @Override
    public Message write() {
      return new Message().text(1, name).text(4, value).integer(20, 3);
    }
  }

  /** Several integers. */
  record Integers(String name, List<Long> values) implements Attribute {
    @Override
    public Message write() {
      Message message = new Message().text(1, name);
      values.forEach(value -> message.integer(8, value));
      return message.integer(20, 7);
    }
  }
}
