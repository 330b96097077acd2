package ai.vugen.world.drawing;

import ai.vugen.error.InvalidImageException;
import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Component;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.net.MalformedURLException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Draws SVG files as square pictures with transparency. */
final class SvgRenderer {
  /** Kept, because a logger that nothing refers to forgets its level. */
  private static final Logger PARSER = Logger.getLogger("com.github.weisj.jsvg");

  private final int size;

  /**
   * A renderer.
   *
   * @param size side of the pictures in pixels
   */
  SvgRenderer(int size) {
    this.size = size;
    PARSER.setLevel(Level.OFF); // some drawings carry styles of their editor, line by line unknown
  }

  /**
   * Draws a file so that its longer side fills the picture.
   *
   * @throws InvalidImageException if it is no SVG that can be drawn
   */
  BufferedImage render(Path file) {
    SVGDocument document = load(file);
    BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    document.render((Component) null, graphics, new ViewBox(0, 0, size, size));
    graphics.dispose();
    return picture;
  }

  private static SVGDocument load(Path file) {
    SVGDocument document;
    try {
      document = new SVGLoader().load(file.toUri().toURL());
    } catch (MalformedURLException e) {
      throw new InvalidImageException(file + " cannot be read.", e);
    }
    if (document == null) {
      throw new InvalidImageException(
          file + " is no SVG file that can be drawn; check out the project anew.");
    }
    return document;
  }
}
