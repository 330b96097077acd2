package ai.vugen.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.ModelIntegrityException;
import ai.vugen.file.Sha256;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogTest {
  private static final ModelFile WEIGHTS =
      new ModelFile("model.safetensors", 12, Sha256.of("weights"));

  private static CatalogEntry entry(String id, String version) {
    return new CatalogEntry(
        new Manifest(id, "A model", version, "CC0-1.0", List.of(WEIGHTS)), BundledModels.NAME);
  }

  @Test
  void textHoldsAllOfIt() {
    Catalog catalog = new Catalog(List.of(entry("one", "1"), entry("two", "b5")));
    assertThat(Catalog.parse("catalog.json", catalog.json())).isEqualTo(catalog);
    Manifest manifest = catalog.entries().get(0).manifest();
    assertThat(Manifest.parse("manifest.json", manifest.json())).isEqualTo(manifest);
  }

  @Test
  void aNewVersionTakesThePlaceOfTheOld() {
    Catalog catalog = new Catalog(List.of(entry("one", "1"), entry("two", "1")));
    assertThat(catalog.with(entry("one", "2")).entries())
        .containsExactly(entry("one", "2"), entry("two", "1"));
    assertThat(catalog.with(entry("three", "1")).entries()).hasSize(3);
    assertThatThrownBy(() -> new Catalog(List.of(entry("one", "1"), entry("one", "2"))))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("twice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"format\": 1              | \"format\": 2            | format 2",
        "\"format\": 1              | \"format\": \"1\"        | format",
        "\"id\": \"one\"            | \"id\": \"../one\"       | ../one",
        "\"id\": \"one\"            | \"id\": 1                | models[0].id",
        "\"size\": 12               | \"size\": 1.5            | models[0].files[0].size",
        "\"size\": 12               | \"size\": -1             | size",
        "model.safetensors          | ../model.safetensors     | ../model.safetensors",
        "model.safetensors          | a/model.safetensors      | without a path",
        "model.safetensors          | config.json              | no .safetensors",
        "\"sha256\": \"             | \"sha256\": \"A          | 64 lower-case",
        "\"source\"                 | \"sauce\"                | models[0].source",
        "\"models\"                 | \"modules\"              | models",
        "{                          | [                        | damaged",
      })
  void whatIsWrongIsNamed(String part, String replacement, String expected) {
    String text = new Catalog(List.of(entry("one", "1"))).json().replace(part, replacement);
    assertThatThrownBy(() -> Catalog.parse("catalog.json", text))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining(expected);
  }
}
