package ai.vugen.world;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Makes folders of simple drawings, so that tests need nobody's artwork. */
public final class Drawings {
  /** Enough names that some combinations are held out, with regular and irregular plurals. */
  public static final List<String> NAMES =
      List.of(
          "car",
          "dog",
          "cat",
          "apple",
          "orange",
          "scissors",
          "knife",
          "sheep",
          "person",
          "bus",
          "umbrella",
          "skis",
          "computer mouse",
          "mouse",
          "fork",
          "teddy bear",
          "bear",
          "bread",
          "fish",
          "cherries",
          "tv",
          "elephant",
          "wine glass",
          "glasses",
          "broccoli",
          "fox");

  private Drawings() {}

  /** One rounded shape a concept, 128 px, all in the first style and every second in another. */
  public static Path folder(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("noto"));
    Files.createDirectories(folder.resolve("blob"));
    StringBuilder concepts = new StringBuilder();
    for (int i = 0; i < NAMES.size(); i++) {
      String name = NAMES.get(i);
      concepts.append(name).append("\tcode\n");
      String file = name.replace(' ', '_') + ".png";
      ImageIO.write(drawing(i), "png", folder.resolve("noto").resolve(file).toFile());
      if (i % 2 == 0) {
        ImageIO.write(drawing(i + 7), "png", folder.resolve("blob").resolve(file).toFile());
      }
    }
    Files.writeString(folder.resolve("concepts.tsv"), concepts);
    return folder;
  }

  private static BufferedImage drawing(int i) {
    BufferedImage image = new BufferedImage(128, 128, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = image.createGraphics();
    int height = 40 + i * 11 % 80;
    graphics.setColor(Color.DARK_GRAY);
    graphics.fillRect(10, 10, 108, height);
    graphics.setColor(Color.getHSBColor(i * 0.13f, 0.8f, 0.9f));
    graphics.fillRect(16, 16, 96, height - 12);
    graphics.dispose();
    return image;
  }
}
