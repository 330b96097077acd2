package ai.vugen.evaluation.features;

import ai.vugen.error.ModelException;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.error.ModelNotFoundException;
import ai.vugen.file.Sha256;
import ai.vugen.runtime.NativeTensor;
import ai.vugen.runtime.OutputTensor;
import ai.vugen.runtime.RunControl;
import ai.vugen.runtime.Session;
import ai.vugen.runtime.SessionOptions;
import ai.vugen.runtime.SessionPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A network from an ONNX file of which one output is used, a vector a run. Thread-safe until it is
 * closed.
 */
public final class OnnxNetwork implements AutoCloseable {
  private final String file;
  private final String sha256;
  private final Session session;
  private final String output;

  private OnnxNetwork(String file, String sha256, Session session, String output) {
    this.file = file;
    this.sha256 = sha256;
    this.session = session;
    this.output = output;
  }

  /**
   * Opens a network.
   *
   * @param path {@code .onnx}, with its external data, if it has any, beside it
   * @param output the output that is used; null if it has one only
   * @throws ModelNotFoundException if there is no such file
   * @throws ModelException if the file is damaged, or has no such output
   */
  public static OnnxNetwork open(Path path, @Nullable String output) {
    if (!Files.isRegularFile(path)) {
      throw new ModelNotFoundException(
          "There is no file %s; expected a network as an .onnx file.".formatted(path));
    }
    String file = String.valueOf(path.getFileName());
    try {
      Session session =
          Session.open(
              Files.readAllBytes(path),
              SessionOptions.named(file)
                  .withWeights(Objects.requireNonNull(path.toAbsolutePath().getParent())));
      try {
        return new OnnxNetwork(file, Sha256.of(path), session, output(file, session, output));
      } catch (IOException | RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (ModelIntegrityException e) {
      throw new ModelIntegrityException(
          "%s is no network that can be opened; expected an undamaged .onnx file with its external data beside it. %s"
              .formatted(path, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new ModelException("%s cannot be read: %s. Get it again.".formatted(path, e), e);
    }
  }

  private static String output(String file, Session session, @Nullable String wanted) {
    List<String> outputs = session.outputs().stream().map(SessionPort::name).toList();
    if (wanted == null ? outputs.size() == 1 : outputs.contains(wanted)) {
      return wanted == null ? outputs.get(0) : wanted;
    }
    throw new ModelException(
        "%s has the outputs %s%s. Name the one that is a vector a picture or a text."
            .formatted(
                file,
                outputs.stream().collect(Collectors.joining(", ")),
                wanted == null ? "" : " and none called " + wanted));
  }

  /** Returns the name of its file and of the output that is used. */
  public String name() {
    return file + ", output " + output;
  }

  /** Returns the SHA-256 of its file, 64 hexadecimal digits; external data is not part of it. */
  public String sha256() {
    return sha256;
  }

  /** Returns its inputs in the order of the graph. */
  public List<SessionPort> inputs() {
    return session.inputs();
  }

  /**
   * Runs the network and returns the output that is used.
   *
   * @param given a tensor for every input, for one picture or text
   * @throws ModelException if the output is not one vector
   * @throws ai.vugen.error.InvalidRequestException if a name, type or shape is wrong
   * @throws ai.vugen.error.ClosedException after {@link #close}
   */
  public float[] run(Map<String, NativeTensor> given) {
    OutputTensor out =
        session.run(given, Map.of(), Set.of(output), RunControl.unlimited()).get(output);
    if (Arrays.stream(out.shape()).filter(size -> size != 1).count() > 1) {
      throw new ModelException(
          "%s is %s; expected one vector, such as F32[1, features]. Name a pooled output."
              .formatted(name(), out));
    }
    return out.floats();
  }

  @Override
  public void close() {
    session.close();
  }
}
