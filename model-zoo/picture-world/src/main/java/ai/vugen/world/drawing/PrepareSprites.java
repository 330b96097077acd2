package ai.vugen.world.drawing;

import ai.vugen.error.VuGenException;
import ai.vugen.file.AtomicFile;
import ai.vugen.world.Style;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command that makes the folder of drawings that nano is trained on, from checkouts of the
 * three projects that drew them: PNG files as they are, SVG files drawn at 128 pixels.
 */
@Command(
    name = "prepare-sprites",
    mixinStandardHelpOptions = true,
    description = "Makes the folder of drawings for training from checkouts of three projects.")
public final class PrepareSprites implements Callable<Integer> {
  /** Side of the drawings in pixels. */
  private static final int SIZE = 128;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--noto", required = true, description = "Checkout of Noto Emoji.")
  private Path noto = Path.of("");

  @Option(names = "--blob", required = true, description = "Checkout of Blobmoji.")
  private Path blob = Path.of("");

  @Option(names = "--fx", required = true, description = "Checkout of FxEmojis.")
  private Path fx = Path.of("");

  @Option(names = "--out", required = true, description = "Folder to write.")
  private Path out = Path.of("");

  PrepareSprites() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new PrepareSprites()).execute(args));
  }

  @Override
  public Integer call() {
    String list = Concept.list();
    List<Concept> concepts = Concept.all(list);
    write(concepts, Style.GLOSSY, Checkout.of(noto, Checkout.Layout.NOTO));
    write(concepts, Style.CARTOON, Checkout.of(blob, Checkout.Layout.BLOB));
    write(concepts, Style.FLAT, Checkout.of(fx, Checkout.Layout.FX));
    try {
      AtomicFile.of(out.resolve("concepts.tsv")).write(list);
    } catch (IOException e) {
      throw new VuGenException("The list of concepts cannot be written to " + out, e);
    }
    return 0;
  }

  private void write(List<Concept> concepts, Style style, Checkout checkout) {
    Path folder = out.resolve(style.folder());
    SvgRenderer renderer = new SvgRenderer(SIZE);
    int written = 0;
    try {
      Files.createDirectories(folder);
      for (Concept concept : concepts) {
        Optional<Path> drawing = checkout.drawing(concept);
        if (drawing.isPresent()) {
          write(drawing.get(), folder.resolve(concept.fileName()), renderer);
          written++;
        }
      }
    } catch (IOException e) {
      throw new VuGenException("The drawings cannot be written to " + folder, e);
    }
    say("%s: %d of %d drawings".formatted(folder, written, concepts.size()));
  }

  private static void write(Path drawing, Path file, SvgRenderer renderer) throws IOException {
    if (drawing.toString().endsWith(".png")) {
      AtomicFile.of(file).copyOf(drawing);
    } else {
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(renderer.render(drawing), "png", png);
      AtomicFile.of(file).write(png.toByteArray());
    }
  }

  private void say(String line) {
    PrintWriter writer = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    writer.println(line);
    writer.flush();
  }
}
