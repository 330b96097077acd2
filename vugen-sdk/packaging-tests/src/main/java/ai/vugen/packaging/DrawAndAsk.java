package ai.vugen.packaging;

import ai.vugen.GeneratedImage;
import ai.vugen.VuGen;
import java.nio.file.Path;

/** Draws a picture, saves it, and says what the model sees in it. */
public final class DrawAndAsk {
  private DrawAndAsk() {}

  /** Saves the picture as the file that the argument names. */
  public static void main(String[] arguments) {
    try (VuGen vugen = VuGen.builder().build()) {
      GeneratedImage image = vugen.generate("a red apple");
      image.save(Path.of(arguments[0]));
      System.out.println("answer: " + vugen.understand(image, "what is it?").text());
      System.out.println("module: " + VuGen.class.getModule());
    }
  }
}
