package ai.vugen;

import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.checkpoint.Checkpoint;
import ai.vugen.checkpoint.DataType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A decoder is added as CONTRIBUTING tells: two new files, its name in the two sealed interfaces
 * and a line in each to reach it. The whole of core is compiled with it, and a JVM of its own opens
 * a model that has it ({@link ToyDecoderProbe}).
 */
class AddingADecoderTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Path CONFIG = Path.of("ai/vugen/model/decoder/DecoderConfig.java");
  private static final Path STAGE = Path.of("ai/vugen/pipeline/decoding/ImageDecoder.java");

  private static Path temporary;

  private static final Properties RESULT = new Properties();

  @BeforeAll
  static void addTheDecoderAndRunIt(@TempDir Path folder) throws Exception {
    temporary = folder;
    Path edited = temporary.resolve("edited");
    edit(edited, CONFIG, "permits PddConfig", "permits PddConfig, ToyConfig");
    edit(
        edited,
        CONFIG,
        "      case \"pdd\" -> PddConfig.read(c, latents);\n",
        "      case \"pdd\" -> PddConfig.read(c, latents);\n"
            + "      case \"toy\" -> ToyConfig.read(c, latents);\n");
    edit(edited, STAGE, "permits PixelDecoder", "permits PixelDecoder, ToyDecoder");
    edit(
        edited,
        STAGE,
        "    return new PixelDecoder(",
        "    if (config instanceof ai.vugen.model.decoder.ToyConfig toy) {\n"
            + "      return new ToyDecoder(toy, model, sessions);\n"
            + "    }\n"
            + "    return new PixelDecoder(");
    add(edited, CONFIG.resolveSibling("ToyConfig.java"));
    add(edited, STAGE.resolveSibling("ToyDecoder.java"));
    compile(edited, Files.createDirectories(temporary.resolve("classes")));
    run();
  }

  private static void edit(Path edited, Path file, String from, String to) throws IOException {
    Path copy = edited.resolve(file);
    if (!Files.exists(copy)) {
      Files.createDirectories(Objects.requireNonNull(copy.getParent()));
      Files.copy(SOURCES.resolve(file), copy);
    }
    String text = Files.readString(copy);
    assertThat(text).containsOnlyOnce(from);
    Files.writeString(copy, text.replace(from, to));
  }

  private static void add(Path edited, Path file) throws IOException {
    try (InputStream in =
        AddingADecoderTest.class.getResourceAsStream("/toy/" + file.getFileName() + ".txt")) {
      Files.write(edited.resolve(file), Objects.requireNonNull(in).readAllBytes());
    }
  }

  /** Compiles every source of core, the edited ones instead of their originals. */
  private static void compile(Path edited, Path classes) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path root : List.of(SOURCES, edited)) {
      try (Stream<Path> found = Files.walk(root)) {
        found
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.endsWith("module-info.java"))
            .filter(
                file -> root.equals(edited) || !Files.exists(edited.resolve(root.relativize(file))))
            .forEach(files::add);
      }
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> faults = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-proc:none",
            "-nowarn",
            "-d",
            classes.toString(),
            "-cp",
            System.getProperty("java.class.path"));
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(faults, Locale.ROOT, StandardCharsets.UTF_8)) {
      boolean compiled =
          compiler
              .getTask(
                  null, manager, faults, options, null, manager.getJavaFileObjectsFromPaths(files))
              .call();
      assertThat(compiled).as("%s", faults.getDiagnostics()).isTrue();
    }
  }

  /** The classes compiled here come first, so that the others of core are not reached. */
  private static void run() throws Exception {
    Path output = temporary.resolve("probe.txt");
    String classPath =
        String.join(
            java.io.File.pathSeparator,
            temporary.resolve("classes").toString(),
            System.getProperty("java.class.path"));
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dvugen.home=" + temporary.resolve("home"),
                "-cp",
                classPath,
                ToyDecoderProbe.class.getName(),
                temporary.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(jvm.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(jvm.exitValue()).as(Files.readString(output)).isZero();
    } finally {
      jvm.destroyForcibly();
    }
    try (InputStream in = Files.newInputStream(temporary.resolve(ToyDecoderProbe.RESULT))) {
      RESULT.load(in);
    }
  }

  @Test
  void itIsInWhatTheModelSaysOfItself() {
    assertThat(RESULT.getProperty("decoders")).isEqualTo("[TOY]");
    assertThat(RESULT.getProperty("imageSize")).isEqualTo("32");
    assertThat(RESULT.getProperty("networks")).contains("painter").doesNotContain("decoder");
    // enter 4·8+8, two cells of 8·8·9+8 and 8·8+8, leave 8·3·9+3
    assertThat(RESULT.getProperty("parameters")).isEqualTo("1571");
  }

  @Test
  void itDrawsTheSameImageAgainAndAnotherOneForAnotherSeed() {
    assertThat(RESULT.getProperty("colours"))
        .satisfies(n -> assertThat(Integer.parseInt(n)).isGreaterThan(10));
    assertThat(RESULT.getProperty("again")).isEqualTo(RESULT.getProperty("float32"));
    assertThat(RESULT.getProperty("replayed")).isEqualTo(RESULT.getProperty("float32"));
    assertThat(RESULT.getProperty("seed8")).isNotEqualTo(RESULT.getProperty("float32"));
  }

  @Test
  void itsBlocksAreRoundedWhateverTheyAreCalled() throws IOException {
    Path folder = temporary.resolve("home").resolve("quantized");
    Path file;
    try (Stream<Path> files = Files.list(folder)) {
      file = files.filter(f -> f.toString().endsWith(".safetensors")).findFirst().orElseThrow();
    }
    Checkpoint rounded = Checkpoint.open(folder, file.getFileName().toString());
    for (String weight : List.of("cell.0.look", "cell.0.mix", "cell.1.look", "cell.1.mix")) {
      assertThat(rounded.entry("decoder." + weight + ".weight").dataType())
          .as(weight)
          .isEqualTo(DataType.I8);
    }
    assertThat(rounded.floats("decoder.cell.1.look.weight.ranges")).doesNotContain(0);
    for (String weight : List.of("enter", "leave")) {
      assertThat(rounded.entry("decoder." + weight + ".weight").dataType())
          .as(weight)
          .isEqualTo(DataType.F32);
    }
    assertThat(Double.parseDouble(RESULT.getProperty("int8Distance"))).isBetween(1e-5, 0.1);
  }

  @Test
  void itIsExported() {
    assertThat(RESULT.getProperty("exported"))
        .contains("Conv", "Gemm", "Tanh")
        .contains("inputs=[z]");
    assertThat(RESULT.getProperty("rounded"))
        .contains("QLinearConv", "com.microsoft.MatMulIntegerToFloat");
  }
}
