package ai.vugen.examples.cli;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Images in rows, each with its caption below. */
final class ContactSheet {
  private static final int GAP = 6;
  private static final int LINES = 2;
  private static final float FONT_SIZE = 11;

  private final List<BufferedImage> images = new ArrayList<>();
  private final List<String> captions = new ArrayList<>();

  /** Adds an image; all must have the size of the first. */
  void add(BufferedImage image, String caption) {
    images.add(image);
    captions.add(caption);
  }

  /** Draws the sheet, with so many images in a row. */
  BufferedImage draw(int columns) {
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(FONT_SIZE);
    int lineHeight = Math.round(FONT_SIZE * 1.3f);
    int width = images.get(0).getWidth() + GAP;
    int height = images.get(0).getHeight() + LINES * lineHeight + 2 * GAP;
    int rows = (images.size() + columns - 1) / columns;
    BufferedImage sheet =
        new BufferedImage(columns * width + GAP, rows * height + GAP, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    graphics.setColor(Color.BLACK);
    graphics.setFont(font);
    for (int i = 0; i < images.size(); i++) {
      int x = GAP + i % columns * width;
      int y = GAP + i / columns * height;
      graphics.drawImage(images.get(i), x, y, null);
      int line = y + images.get(i).getHeight() + lineHeight;
      for (String text : lines(captions.get(i), graphics.getFontMetrics(), width - GAP)) {
        graphics.drawString(text, x, line);
        line += lineHeight;
      }
    }
    graphics.dispose();
    return sheet;
  }

  /** Breaks a caption between words; what does not fit into the last line is left out. */
  private static List<String> lines(String caption, FontMetrics metrics, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : caption.split(" ", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && metrics.stringWidth(longer) > width) {
        lines.add(line.toString());
        longer = word;
      }
      line.setLength(0);
      line.append(longer);
    }
    lines.add(line.toString());
    return lines.subList(0, Math.min(LINES, lines.size()));
  }
}
