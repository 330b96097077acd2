package ai.vugen.zoo;

/**
 * One model of the catalog.
 *
 * @param manifest its files, licence and version
 * @param source where it comes from; {@code bundled}: the class path
 */
public record CatalogEntry(Manifest manifest, String source) {}
