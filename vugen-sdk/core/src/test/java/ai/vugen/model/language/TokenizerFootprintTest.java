package ai.vugen.model.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a tokenizer leaves behind, seen in a JVM of its own: no connection, nothing in the home
 * folder, one native library in the cache folder.
 *
 * <p>The JVM logs the classes it initialises, which it does before their first use.
 */
class TokenizerFootprintTest {
  private static final List<String> UNWANTED =
      List.of(
          "'sun/nio/ch/Net'", // every socket of the JDK goes through it
          "'java/net/HttpURLConnection'",
          "'ai/djl/util/Ec2Utils'", // DJL's report to its server
          "'com/sun/jna/Native'"); // DJL's look for CUDA, which writes to the home folder

  private static final String LIBRARY = System.mapLibraryName("tokenizers");

  private final Path folder;

  TokenizerFootprintTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void opensNoConnectionAndWritesOnlyToTheCacheFolder() throws IOException, InterruptedException {
    for (int run = 0; run < 2; run++) { // the second finds the library unpacked
      assertThat(child(UseTokenizer.class, folder.resolve("cache")))
          .filteredOn(line -> UNWANTED.stream().anyMatch(line::contains))
          .isEmpty();
      assertThat(filesIn("home")).isEmpty();
      assertThat(filesIn("tmp")).isEmpty();
      assertThat(filesIn("cache"))
          .hasSize(4)
          .anyMatch(file -> file.endsWith(LIBRARY))
          .anyMatch(file -> file.endsWith(".lock"))
          .anyMatch(file -> file.endsWith("sha256"))
          .anyMatch(file -> file.endsWith(".hashes"));
    }
  }

  @Test
  void leavesNothingWhereTheCacheFolderCannotBeWritten() throws IOException, InterruptedException {
    Path blocked = Files.createFile(folder.resolve("blocked"));
    child(UseTokenizer.class, blocked.resolve("cache"));
    assertThat(filesIn("home")).isEmpty();
    assertThat(filesIn("tmp")).isEmpty();
  }

  @Test
  void aDamagedUnpackedLibraryIsReplaced() throws IOException, InterruptedException {
    child(UseTokenizer.class, folder.resolve("cache"));
    Path library =
        filesIn("cache").stream()
            .filter(file -> file.endsWith(LIBRARY))
            .map(Path::of)
            .findFirst()
            .orElseThrow();
    byte[] whole = Files.readAllBytes(library);
    Files.write(library, new byte[100]);
    child(UseTokenizer.class, folder.resolve("cache"));
    assertThat(Files.readAllBytes(library)).isEqualTo(whole);
  }

  @Test
  void theLogWouldShowAConnection() throws IOException, InterruptedException {
    assertThat(child(OpenConnection.class, folder.resolve("cache")))
        .filteredOn(line -> UNWANTED.stream().anyMatch(line::contains))
        .isNotEmpty();
  }

  /** Runs a main class in a new JVM and returns the log of the classes it initialised. */
  private List<String> child(Class<?> main, Path cache) throws IOException, InterruptedException {
    Path log = folder.resolve("classes.log");
    Path output = folder.resolve("output.txt");
    Path home = Files.createDirectories(folder.resolve("home"));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xlog:class+init:file=" + log,
            "-Duser.home=" + home,
            "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
            "-Dvugen.home=" + cache,
            "-cp",
            System.getProperty("java.class.path"),
            main.getName());
    builder.environment().keySet().removeIf(name -> name.matches("DJL_.*|XDG_.*|VUGEN_.*|RUST_.*"));
    builder.environment().put("HOME", home.toString());
    Process process =
        builder
            .redirectOutput(output.toFile())
            .redirectError(folder.resolve("errors.txt").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output)
        .as(Files.readString(folder.resolve("errors.txt")))
        .hasContent("done" + System.lineSeparator());
    assertThat(process.exitValue()).isZero();
    return Files.readAllLines(log);
  }

  private List<String> filesIn(String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(name))) {
      return files.filter(Files::isRegularFile).map(Path::toString).toList();
    }
  }

  /** Uses every part of a tokenizer. */
  static final class UseTokenizer {
    public static void main(String[] arguments) {
      try (Tokenizer tokenizer = Tokenizer.load(TokenizerGoldens.tokenizerFile())) {
        int[] ids = ChatTemplate.plm(tokenizer, 4).prompt(List.of(TemplateMessage.user(1, "Why?")));
        System.out.println(tokenizer.decode(ids).contains("Why?") ? "done" : "wrong text");
      }
    }
  }

  /** Does what the other must not do. */
  static final class OpenConnection {
    public static void main(String[] arguments) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), 1)) {
        System.out.println(socket.isConnected() ? "done" : "not connected");
      } catch (IOException refused) {
        System.out.println("done");
      }
    }
  }
}
