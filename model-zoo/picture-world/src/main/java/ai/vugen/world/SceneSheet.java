package ai.vugen.world;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.file.AtomicFile;
import ai.vugen.image.Pixels;
import ai.vugen.image.PngMetadata;
import ai.vugen.image.PngWriter;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes scenes with their captions and questions to one PNG for a person to look at. */
@Command(
    name = "scene-sheet",
    mixinStandardHelpOptions = true,
    description = "Writes a sheet of picture-world scenes with captions and questions as a PNG.")
public final class SceneSheet implements Callable<Integer> {
  private static final int TEXT_WIDTH = 250;
  private static final int LINE = 13;
  private static final int MARGIN = 6;
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

  @Option(names = "--sprites", required = true, description = "Folder of drawings.")
  private Path folder = Path.of("");

  @Option(names = "--out", required = true, description = "PNG file to write.")
  private Path out = Path.of("");

  @Option(names = "--count", defaultValue = "24", description = "Scenes (${DEFAULT-VALUE}).")
  private int count;

  @Option(names = "--columns", defaultValue = "4", description = "Columns (${DEFAULT-VALUE}).")
  private int columns;

  @Option(names = "--size", defaultValue = "128", description = "Picture size (${DEFAULT-VALUE}).")
  private int size;

  @Option(names = "--seed", defaultValue = "1", description = "Seed (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--split",
      defaultValue = "TRAIN",
      description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private Split split = Split.TRAIN;

  SceneSheet() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new SceneSheet()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    if (count < 1 || columns < 1) {
      throw new InvalidRequestException("--count and --columns must be at least 1.");
    }
    write(sheet(PictureWorld.open(folder, size)));
    return 0;
  }

  private BufferedImage sheet(PictureWorld world) {
    List<Cell> cells = new ArrayList<>();
    BufferedImage measure = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    FontMetrics metrics = measure.createGraphics().getFontMetrics(FONT);
    for (int i = 0; i < count; i++) {
      cells.add(cell(world, i, metrics));
    }
    int rows = (count + columns - 1) / columns;
    int[] tops = new int[rows + 1];
    for (int i = 0; i < count; i++) {
      int height = Math.max(size, (cells.get(i).lines().size() + 1) * LINE) + MARGIN;
      int row = i / columns;
      tops[row + 1] = Math.max(Math.max(tops[row + 1], tops[row]), tops[row] + height);
    }
    int cellWidth = size + TEXT_WIDTH + 2 * MARGIN;
    BufferedImage sheet =
        new BufferedImage(columns * cellWidth, tops[rows], BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(new Color(0xF4F4F4));
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    graphics.setFont(FONT);
    for (int i = 0; i < count; i++) {
      draw(cells.get(i), graphics, i % columns * cellWidth, tops[i / columns]);
    }
    graphics.dispose();
    return sheet;
  }

  private Cell cell(PictureWorld world, int index, FontMetrics metrics) {
    Scene scene = world.scene(split, seed, index);
    List<String> lines = new ArrayList<>();
    wrap(index + ": " + world.caption(scene, split, seed, index), metrics, lines);
    int captionLines = lines.size();
    for (QuestionAnswer qa : world.questions(scene, split, seed, index)) {
      wrap(qa.question() + " → " + qa.answer(), metrics, lines);
    }
    return new Cell(image(world.renderer().render(scene)), lines, captionLines);
  }

  private void draw(Cell cell, Graphics2D graphics, int x, int y) {
    graphics.drawImage(cell.picture(), x, y, null);
    for (int i = 0; i < cell.lines().size(); i++) {
      graphics.setColor(i < cell.captionLines() ? new Color(0x0030A0) : Color.DARK_GRAY);
      graphics.drawString(cell.lines().get(i), x + size + MARGIN, y + (i + 1) * LINE);
    }
  }

  /** A picture with its text, the caption's lines first. */
  private record Cell(BufferedImage picture, List<String> lines, int captionLines) {}

  private static void wrap(String text, FontMetrics metrics, List<String> lines) {
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (metrics.stringWidth(line + " " + word) > TEXT_WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
        line.append("   ");
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
  }

  private BufferedImage image(byte[] rgb) {
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < size * size; i++) {
      int pixel = (rgb[3 * i] & 255) << 16 | (rgb[3 * i + 1] & 255) << 8 | (rgb[3 * i + 2] & 255);
      image.setRGB(i % size, i / size, pixel);
    }
    return image;
  }

  private void write(BufferedImage sheet) throws IOException {
    AtomicFile.of(out).withFolders().write(PngWriter.toBytes(Pixels.from(sheet), PngMetadata.NONE));
  }
}
