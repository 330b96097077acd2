package ai.vugen.examples;

import ai.vugen.CallOptions;
import ai.vugen.Cancellation;
import ai.vugen.GenerateRequest;
import ai.vugen.GeneratedImage;
import ai.vugen.VuGen;
import ai.vugen.error.CancelledException;
import ai.vugen.error.DeadlineExceededException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Draws on other threads, stops a request that is under way, and sets a deadline. */
public final class AsyncAndCancel {
  private AsyncAndCancel() {}

  /** Writes {@code async.png} and prints how the other requests ended. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : ".");
    String model = arguments.length > 1 ? arguments[1] : "nano";

    try (VuGen vugen = VuGen.builder().model(model).maxConcurrency(2).build()) {
      CompletableFuture<List<GeneratedImage>> future =
          vugen.generateAsync(GenerateRequest.of("a red car"));
      future.thenAccept(images -> images.get(0).save(folder.resolve("async.png"))).join();

      // future.cancel(true) stops an asynchronous request; a token stops any request.
      Cancellation cancellation = new Cancellation();
      GenerateRequest endless = GenerateRequest.builder("a green tree").steps(100_000).build();
      try {
        vugen.generate(
            endless,
            CallOptions.DEFAULT
                .withCancellation(cancellation)
                .withListener(progress -> cancelAfter(3, progress.step(), cancellation)));
      } catch (CancelledException e) {
        System.out.println("cancelled: " + e.getMessage());
      }

      try {
        vugen.generate(endless, CallOptions.DEFAULT.withDeadline(Duration.ofMillis(300)));
      } catch (DeadlineExceededException e) {
        System.out.println("too late: " + e.getMessage());
      }
    }
  }

  private static void cancelAfter(int steps, int step, Cancellation cancellation) {
    if (step == steps) {
      cancellation.cancel();
    }
  }
}
