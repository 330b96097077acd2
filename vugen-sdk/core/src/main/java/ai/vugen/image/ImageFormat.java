package ai.vugen.image;

import ai.vugen.error.InvalidImageException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The file formats that can be read, told apart by their first bytes. */
enum ImageFormat {
  PNG,
  JPEG,
  BMP,
  GIF;

  /** Other formats a user is likely to try: where a mark stands, and whose it is. */
  private static final Map<String, String> FOREIGN =
      Map.of(
          "8:WEBP", "WebP",
          "4:ftypavif", "AVIF",
          "4:ftypavis", "AVIF",
          "4:ftyphei", "HEIC",
          "4:ftypmif1", "HEIF",
          "0:II*\0", "TIFF",
          "0:MM\0*", "TIFF",
          "0:%PDF", "PDF",
          "0:<svg", "SVG",
          "0:<?xml", "XML (SVG?)");

  /**
   * Returns the format of an encoded picture.
   *
   * @throws InvalidImageException if it is none of these
   */
  static ImageFormat of(byte[] file) {
    if (PngChunks.isPng(file)) {
      return PNG;
    }
    String start = new String(file, 0, Math.min(file.length, 32), StandardCharsets.ISO_8859_1);
    if (start.startsWith("\u00ff\u00d8\u00ff")) {
      return JPEG;
    }
    if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
      return GIF;
    }
    if (start.startsWith("BM")) {
      return BMP;
    }
    throw new InvalidImageException(
        "Unsupported image format%s; supported are PNG, JPEG, BMP and GIF (one frame). Convert it first."
            .formatted(foreign(start)));
  }

  private static String foreign(String start) {
    for (Map.Entry<String, String> mark : FOREIGN.entrySet()) {
      int colon = mark.getKey().indexOf(':');
      int offset = Integer.parseInt(mark.getKey().substring(0, colon));
      if (start.startsWith(mark.getKey().substring(colon + 1), offset)) {
        return " (it looks like " + mark.getValue() + ")";
      }
    }
    return "";
  }
}
