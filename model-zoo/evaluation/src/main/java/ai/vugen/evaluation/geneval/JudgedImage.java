package ai.vugen.evaluation.geneval;

import java.nio.file.Path;

/**
 * An image file and its verdict.
 *
 * @param file the PNG file
 * @param verdict what is said about it
 */
public record JudgedImage(Path file, ImageVerdict verdict) {}
