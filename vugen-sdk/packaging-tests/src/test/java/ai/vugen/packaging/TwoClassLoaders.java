package ai.vugen.packaging;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the application in two class loaders of one process, as a server with two of them does. */
final class TwoClassLoaders {
  private TwoClassLoaders() {}

  /** The pictures of both, then the jars of each. */
  public static void main(String[] arguments) throws Exception {
    List<URL> jars = new ArrayList<>();
    for (String jar : List.of(arguments).subList(2, arguments.length)) {
      jars.add(Path.of(jar).toUri().toURL());
    }
    try (URLClassLoader first = loader(jars);
        URLClassLoader second = loader(jars)) {
      run(first, arguments[0]);
      run(second, arguments[1]);
      run(first, arguments[0]);
    }
  }

  private static URLClassLoader loader(List<URL> jars) {
    return new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  private static void run(ClassLoader loader, String picture) throws Exception {
    loader
        .loadClass("ai.vugen.packaging.DrawAndAsk")
        .getMethod("main", String[].class)
        .invoke(null, (Object) new String[] {picture});
  }
}
