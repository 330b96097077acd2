package ai.vugen.examples;

import ai.vugen.CallOptions;
import ai.vugen.GenerateRequest;
import ai.vugen.GeneratedImage;
import ai.vugen.VuGen;
import java.nio.file.Path;

/** Draws one image with the defaults, and several with settings of their own. */
public final class GenerateImage {
  private GenerateImage() {}

  /** Writes {@code apple.png} and {@code dogs-0.png} to {@code dogs-2.png}. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : ".");
    String model = arguments.length > 1 ? arguments[1] : "nano";

    try (VuGen vugen = VuGen.builder().model(model).build()) {
      GeneratedImage apple = vugen.generate("a red apple");
      apple.save(folder.resolve("apple.png"));

      GenerateRequest request =
          GenerateRequest.builder("two dogs on a green background")
              .seed(7)
              .count(3)
              .steps(30)
              .cfg(4)
              .build();
      CallOptions told =
          CallOptions.DEFAULT.withListener(
              p -> System.out.println(p.stage() + " " + p.step() + "/" + p.steps()));
      for (GeneratedImage image : vugen.generate(request, told)) {
        Path file = folder.resolve("dogs-" + image.index() + ".png");
        image.save(file);
        System.out.println(file + ", seed " + image.seed());
      }
    }
  }
}
