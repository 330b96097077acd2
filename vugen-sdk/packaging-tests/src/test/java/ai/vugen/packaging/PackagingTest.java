package ai.vugen.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts {@link DrawAndAsk} packed in every way, each in a process with an empty cache folder. */
class PackagingTest {
  private static final String APPLICATION = "ai.vugen.packaging.DrawAndAsk";

  /** The application's own jar; its dependencies are in a folder. */
  private static final Path JAR = path("application.jar");

  private final Path folder;

  PackagingTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void onTheClassPath() throws Exception {
    assertThat(run(List.of("-cp", classPath(), APPLICATION, picture("a"))))
        .containsExactly("answer: a red apple", "module: unnamed");
    assertPicture("a");
  }

  @Test
  void onTheModulePathWithNothingButTheDependencyDeclared() throws Exception {
    String modules = JAR + File.pathSeparator + path("application.dependencies");
    assertThat(run(List.of("-p", modules, "-m", "ai.vugen.packaging/" + APPLICATION, picture("a"))))
        .containsExactly("answer: a red apple", "module: module ai.vugen");
    assertPicture("a");
  }

  @Test
  void fromAnExecutableJarOfSpringBoot() throws Exception {
    assertThat(run(List.of("-jar", path("application.boot").toString(), picture("a"))))
        .containsExactly("answer: a red apple", "module: unnamed");
    assertPicture("a");
  }

  @Test
  void fromAShadedJar() throws Exception {
    assertThat(run(List.of("-jar", path("application.shaded").toString(), picture("a"))))
        .containsExactly("answer: a red apple", "module: unnamed");
    assertPicture("a");
  }

  @Test
  void twiceInOneProcessThroughTwoClassLoaders() throws Exception {
    String launcher = Path.of("target", "test-classes").toAbsolutePath().toString();
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-cp", launcher, TwoClassLoaders.class.getName()));
    arguments.addAll(List.of(picture("a"), picture("b")));
    jars().stream().map(Path::toString).forEach(arguments::add);
    assertThat(run(arguments))
        .containsExactly(
            "answer: a red apple",
            "module: unnamed",
            "answer: a red apple",
            "module: unnamed",
            "answer: a red apple",
            "module: unnamed");
    assertPicture("a");
    assertThat(folder.resolve("b.png")).hasSameBinaryContentAs(folder.resolve("a.png"));
  }

  /** Runs java and returns the lines that it prints, the names of unnamed modules cut. */
  private List<String> run(List<String> arguments) throws Exception {
    Path errors = folder.resolve("errors.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().put("VUGEN_HOME", folder.resolve("home").toString());
    Process process = builder.start();
    try (Stream<String> output = process.inputReader().lines()) {
      List<String> lines =
          output.map(line -> line.replaceFirst("unnamed module .*", "unnamed")).toList();
      assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
      return lines;
    } finally {
      process.destroyForcibly();
    }
  }

  private String picture(String name) {
    return folder.resolve(name + ".png").toString();
  }

  /** A red apple is redder than it is blue. */
  private void assertPicture(String name) throws IOException {
    BufferedImage image = ImageIO.read(folder.resolve(name + ".png").toFile());
    long red = 0;
    long blue = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        red += image.getRGB(x, y) >> 16 & 0xff;
        blue += image.getRGB(x, y) & 0xff;
      }
    }
    assertThat(red).isGreaterThan(blue + blue / 20);
  }

  private static String classPath() throws IOException {
    return jars().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static List<Path> jars() throws IOException {
    try (Stream<Path> dependencies = Files.list(path("application.dependencies"))) {
      return Stream.concat(Stream.of(JAR), dependencies).toList();
    }
  }

  private static Path path(String property) {
    return Path.of(System.getProperty(property));
  }
}
