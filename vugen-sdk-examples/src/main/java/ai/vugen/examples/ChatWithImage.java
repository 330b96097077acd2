package ai.vugen.examples;

import ai.vugen.Conversation;
import ai.vugen.GeneratedImage;
import ai.vugen.VuGen;
import ai.vugen.text.AnswerOptions;
import java.nio.file.Path;
import java.util.List;

/** Asks several questions about one picture, which the model looks at once. */
public final class ChatWithImage {
  private ChatWithImage() {}

  /** Draws {@code scene.png} and prints a conversation about it. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : ".");
    String model = arguments.length > 1 ? arguments[1] : "nano";

    try (VuGen vugen = VuGen.builder().model(model).build()) {
      GeneratedImage scene = vugen.generate("a dog to the left of a green ball");
      scene.save(folder.resolve("scene.png"));

      AnswerOptions brief = AnswerOptions.DEFAULT.withMaxTokens(16);
      try (Conversation conversation = vugen.chat(scene)) {
        List<String> questions =
            List.of("what is in the picture?", "how many objects are there?", "where is the dog?");
        for (String question : questions) {
          System.out.println("> " + question);
          System.out.println(conversation.ask(question, brief).text());
        }
        System.out.println(conversation.tokenCount() + " tokens in all");
      }
    }
  }
}
