package ai.vugen.training.recipe;

import ai.vugen.error.VuGenException;
import ai.vugen.file.AtomicFile;
import ai.vugen.image.Pixels;
import ai.vugen.image.PngMetadata;
import ai.vugen.image.PngWriter;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Sheets of images for a person to look at. */
final class ImageSheet {
  private static final int GAP = 4;
  private static final int CAPTION_HEIGHT = 30;

  private ImageSheet() {}

  /**
   * Writes rows of images, each row a batch {@code [count, 3, side, side]} in [-1, 1].
   *
   * @param count images per row
   */
  static void write(Path file, int side, List<float[]> rows, int count) {
    BufferedImage sheet = canvas(count * (side + GAP) + GAP, rows.size() * (side + GAP) + GAP);
    for (int row = 0; row < rows.size(); row++) {
      for (int i = 0; i < count; i++) {
        draw(sheet, rows.get(row), i, side, GAP + i * (side + GAP), GAP + row * (side + GAP));
      }
    }
    save(sheet, file);
  }

  /** Writes images with captions below them, so many in a row. */
  static void writeCaptioned(
      Path file, int side, float[] images, List<String> captions, int columns) {
    int rows = (captions.size() + columns - 1) / columns;
    int cell = side + GAP;
    BufferedImage sheet = canvas(columns * cell + GAP, rows * (cell + CAPTION_HEIGHT) + GAP);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.BLACK);
    graphics.setFont(graphics.getFont().deriveFont(10f));
    for (int i = 0; i < captions.size(); i++) {
      int x = GAP + i % columns * cell;
      int y = GAP + i / columns * (cell + CAPTION_HEIGHT);
      draw(sheet, images, i, side, x, y);
      String caption = captions.get(i);
      int half = Math.min(24, caption.length());
      graphics.drawString(caption.substring(0, half), x, y + side + 12);
      graphics.drawString(
          caption.substring(half, Math.min(2 * 24, caption.length())), x, y + side + 24);
    }
    graphics.dispose();
    save(sheet, file);
  }

  private static BufferedImage canvas(int width, int height) {
    BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return sheet;
  }

  private static void draw(
      BufferedImage sheet, float[] images, int index, int side, int left, int top) {
    int plane = side * side;
    int at = index * 3 * plane;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int p = at + y * side + x;
        int rgb =
            level(images[p]) << 16 | level(images[p + plane]) << 8 | level(images[p + 2 * plane]);
        sheet.setRGB(left + x, top + y, rgb);
      }
    }
  }

  private static int level(float value) {
    return Math.round(Math.max(0, Math.min(1, (value + 1) / 2)) * 255);
  }

  private static void save(BufferedImage sheet, Path file) {
    byte[] png = PngWriter.toBytes(Pixels.from(sheet), PngMetadata.NONE);
    try {
      AtomicFile.of(file).withFolders().write(png);
    } catch (IOException e) {
      throw new VuGenException("The sheet cannot be written to " + file, e);
    }
  }
}
