package ai.vugen.examples;

import ai.vugen.GeneratedImage;
import ai.vugen.ImageInput;
import ai.vugen.Latent;
import ai.vugen.VuGen;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;

/** Encodes a picture to its latent, keeps that in a file, and decodes it again. */
public final class ReconstructImage {
  private ReconstructImage() {}

  /** Writes {@code circle.safetensors}, the latent, and {@code circle.png}, what it decodes to. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : ".");
    String model = arguments.length > 1 ? arguments[1] : "nano";
    ImageInput picture = ImageInput.of(circle());

    try (VuGen vugen = VuGen.builder().model(model).build()) {
      Latent latent = vugen.encode(picture);
      latent.save(folder.resolve("circle.safetensors"));
      System.out.printf("%d x %d x %d%n", latent.channels(), latent.rows(), latent.columns());

      GeneratedImage again = vugen.decode(Latent.load(folder.resolve("circle.safetensors")));
      again.save(folder.resolve("circle.png"));

      // The same in one call.
      GeneratedImage atOnce = vugen.reconstruct(picture);
      System.out.println(atOnce.toPixels().equals(again.toPixels()) ? "equal" : "different");
    }
  }

  private static BufferedImage circle() {
    BufferedImage image = new BufferedImage(128, 128, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 128, 128);
    graphics.setColor(Color.RED);
    graphics.fillOval(24, 24, 80, 80);
    graphics.dispose();
    return image;
  }
}
