package ai.vugen.evaluation.features;

import ai.vugen.error.ModelException;
import ai.vugen.image.Pixels;
import ai.vugen.runtime.ElementType;
import ai.vugen.runtime.NativeBuffer;
import ai.vugen.runtime.SessionPort;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The features that a network of pictures makes which comes as an ONNX file: Inception, DINOv2, the
 * image encoder of a CLIP, or any other.
 *
 * <p>The network has one input of floats, {@code [batch, 3, side, side]}, and an output of one
 * vector a picture, such as {@code [batch, features]}. Thread-safe until it is closed.
 */
public final class OnnxFeatures implements FeatureExtractor, AutoCloseable {
  private final OnnxNetwork network;
  private final PictureInput input;
  private final String pixels;

  private OnnxFeatures(OnnxNetwork network, PictureInput input) {
    this.network = network;
    this.input = input;
    pixels = pictures(network);
  }

  /**
   * Opens a network.
   *
   * @param file {@code .onnx}, with its external data, if it has any, beside it
   * @param input what it is fed of a picture
   * @param output which of its outputs the features are; null if it has one only
   * @throws ai.vugen.error.ModelNotFoundException if there is no such file
   * @throws ModelException if the file is damaged, has no such output, or takes something else
   */
  public static OnnxFeatures open(Path file, PictureInput input, @Nullable String output) {
    OnnxNetwork network = OnnxNetwork.open(file, output);
    try {
      return new OnnxFeatures(network, input);
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private static String pictures(OnnxNetwork network) {
    List<SessionPort> inputs = network.inputs();
    if (inputs.size() != 1
        || inputs.get(0).type() != ElementType.F32
        || inputs.get(0).shape().size() != 4) {
      throw new ModelException(
          "%s takes %s; expected one input of pictures, F32[batch, 3, side, side]. Export the image encoder alone."
              .formatted(network.name(), inputs));
    }
    return inputs.get(0).name();
  }

  @Override
  public String name() {
    return network.name() + ", fed as " + input.name();
  }

  @Override
  public String sha256() {
    return network.sha256();
  }

  /**
   * {@inheritDoc}
   *
   * @throws ModelException if the output is not one vector
   * @throws ai.vugen.error.InvalidRequestException if the network wants another size
   * @throws ai.vugen.error.ClosedException after {@link #close}
   */
  @Override
  public float[] features(Pixels picture) {
    int side = input.side();
    try (NativeBuffer in = NativeBuffer.allocate(ElementType.F32, 3L * side * side)) {
      return network.run(Map.of(pixels, in.tensor(1, 3, side, side).put(input.of(picture))));
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
