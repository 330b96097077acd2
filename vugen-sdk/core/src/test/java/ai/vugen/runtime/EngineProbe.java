package ai.vugen.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import ai.vugen.error.RuntimeFailureException;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;

/** What a child JVM does for {@link EngineTest}; the first argument chooses. */
public final class EngineProbe {
  private EngineProbe() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "infer" -> infer();
      case "wait" -> {
        infer();
        waitForParent();
      }
      case "plain-wait" -> {
        plain();
        waitForParent();
      }
      case "after-others" -> {
        plain();
        infer();
      }
      case "two-class-loaders" -> {
        infer();
        inAnotherClassLoader();
      }
      case "exit-during-runs" -> exitDuringRuns();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** A run that works and one that fails, then what the engine says of itself. */
  public static void infer() {
    try (Session session = Session.open(Graphs.concatenate(), SessionOptions.named("probe"));
        NativeBuffer buffer = NativeBuffer.allocate(ElementType.F32, 8)) {
      buffer.tensor(4).put(new float[] {1, 2, 3, 4});
      Map<String, NativeTensor> in =
          Map.of("past", buffer.tensor(1, 1, 2), "new", buffer.slice(2, 1, 1, 2));
      session.run(in, Map.of("all", buffer.slice(4, 1, 2, 2)), RunControl.unlimited());
      System.out.println("result " + Arrays.toString(buffer.slice(4, 4).floats()));
      try {
        session.run(in, Map.of("all", buffer.slice(4, 1, 1, 2)), RunControl.unlimited());
      } catch (RuntimeFailureException e) {
        System.out.println("failed as it should");
      }
    }
    System.out.println("libraries " + Engine.get().libraries());
    System.out.println("telemetry " + Engine.get().telemetry());
    System.out.println(SystemReport.collect().text());
  }

  /** ONNX Runtime as any other library would use it. */
  private static void plain() throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        OrtSession session = environment.createSession(Graphs.add(), options)) {
      System.out.println("plain " + session.getInputNames());
    }
  }

  private static void inAnotherClassLoader() throws Exception {
    List<URL> urls = new ArrayList<>();
    StringTokenizer entries =
        new StringTokenizer(System.getProperty("java.class.path"), File.pathSeparator);
    while (entries.hasMoreTokens()) {
      urls.add(url(entries.nextToken()));
    }
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
      loader.loadClass(EngineProbe.class.getName()).getMethod("infer").invoke(null);
    }
  }

  private static URL url(String entry) throws MalformedURLException {
    return new File(entry).toURI().toURL();
  }

  private static void exitDuringRuns() throws InterruptedException {
    int size = 64;
    Session session = Session.open(Graphs.loop(size), SessionOptions.named("endless"));
    NativeBuffer matrix = NativeBuffer.allocate(ElementType.F32, (long) size * size);
    NativeBuffer steps = NativeBuffer.allocate(ElementType.I64, 1);
    steps.tensor(1).put(new long[] {Long.MAX_VALUE});
    NativeTensor x = matrix.tensor(size, size);
    Map<String, NativeTensor> in = Map.of("x", x, "m", x, "steps", steps.slice(0));
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Thread thread =
          new Thread(() -> session.run(in, Map.of(), Set.of("y"), RunControl.unlimited()));
      thread.setDaemon(true);
      thread.start();
      running.add(thread);
    }
    for (Thread thread : running) {
      ThreadWatch.awaitNativeRun(thread);
    }
    System.out.println("exiting");
    System.exit(0);
  }

  private static void waitForParent() throws IOException {
    System.out.println("ready");
    if (System.in.read() >= 0) {
      throw new IllegalStateException("The parent only closes the stream.");
    }
  }
}
