package ai.vugen.examples;

import ai.vugen.Answer;
import ai.vugen.CallOptions;
import ai.vugen.ChatRequest;
import ai.vugen.ImageInput;
import ai.vugen.VuGen;
import ai.vugen.text.AnswerOptions;
import java.nio.file.Path;

/** Asks about an image: the likeliest answer, and one that is streamed and left to chance. */
public final class AskAboutImage {
  private AskAboutImage() {}

  /** Draws {@code picture.png} to have something to ask about, and prints two answers. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : ".");
    String model = arguments.length > 1 ? arguments[1] : "nano";
    Path picture = folder.resolve("picture.png");

    try (VuGen vugen = VuGen.builder().model(model).build()) {
      vugen.generate("a yellow car").save(picture);

      // Any PNG, JPEG, BMP or GIF file, its bytes, or a BufferedImage.
      Answer answer = vugen.understand(picture, "what is in the picture?");
      System.out.println(answer.text() + " (" + answer.completionTokens() + " tokens)");

      ChatRequest request =
          ChatRequest.of(ImageInput.of(picture), "what colour is it?")
              .withOptions(
                  AnswerOptions.DEFAULT
                      .withTemperature(0.7)
                      .withTopK(40)
                      .withTopP(0.9)
                      .withSeed(3)
                      .withMaxTokens(20));
      Answer streamed =
          vugen.understand(request, CallOptions.DEFAULT.withTextListener(System.out::print));
      System.out.println(" (" + streamed.finishReason() + ")");
    }
  }
}
