package ai.vugen.examples.cli;

import ai.vugen.GenerateRequest;
import ai.vugen.VuGen;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.error.VuGenException;
import ai.vugen.image.Pixels;
import ai.vugen.image.PngMetadata;
import ai.vugen.image.PngWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws one image for each of many prompts, on one sheet. */
@Command(
    name = "sheet",
    mixinStandardHelpOptions = true,
    description = "Draws one image for each line of a file of prompts, all on one sheet.")
final class SheetCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private OpeningOption model = new OpeningOption();

  @Parameters(paramLabel = "FILE", description = "One prompt a line.")
  private Path prompts = Path.of("");

  @ArgGroup private StepOption steps = new StepOption();

  @Option(names = "--cfg", description = "Guidance scale, 1 is off; default: ${DEFAULT-VALUE}.")
  private double cfg = 5;

  @Option(names = "--seed", description = "Seed of every image; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--columns", description = "Images in a row; default: ${DEFAULT-VALUE}.")
  private int columns = 8;

  @Option(
      names = "--out",
      paramLabel = "FILE|FOLDER",
      description = "Where to write; default: FILE-sheet.png in the current folder.")
  private @Nullable Path out;

  @Override
  public void run() {
    if (columns < 1) {
      throw new InvalidRequestException("--columns is " + columns + "; it must be at least 1.");
    }
    List<String> lines = read();
    ContactSheet sheet = new ContactSheet();
    try (VuGen vugen = model.builder().build()) {
      for (String prompt : lines) {
        GenerateRequest request =
            steps.applyTo(GenerateRequest.builder(prompt).cfg(cfg).seed(seed)).build();
        sheet.add(vugen.generate(request).get(0).toBufferedImage(), prompt);
      }
    }
    String name = PictureFiles.stem(prompts) + "-sheet";
    Path file = PictureFiles.places(out, name, 1).get(0).toAbsolutePath().normalize();
    write(sheet.draw(Math.min(columns, lines.size())), file);
    Output.of(spec).println(file);
  }

  private List<String> read() {
    try {
      List<String> lines = Files.readAllLines(prompts).stream().filter(l -> !l.isBlank()).toList();
      if (lines.isEmpty()) {
        throw new InvalidRequestException(prompts + " has no prompts; write one a line.");
      }
      return lines;
    } catch (IOException e) {
      throw new VuGenException("The prompts in " + prompts + " cannot be read: " + e, e);
    }
  }

  private static void write(BufferedImage sheet, Path file) {
    Folders.create(file.getParent());
    PngWriter.write(Pixels.from(sheet), PngMetadata.NONE, file);
  }
}
