package ai.vugen.pipeline.language;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.graph.LanguageGraph;
import ai.vugen.model.language.PromptTemplate;
import ai.vugen.runtime.RunControl;
import ai.vugen.session.BoundedCache;
import ai.vugen.session.LoadedModel;
import ai.vugen.session.Sessions;
import org.jspecify.annotations.Nullable;

/** The first stage of drawing: a prompt → its keys and values, once for all steps and seeds. */
public final class PromptEncoder {
  private final LoadedModel model;
  private final Sessions sessions;
  private final BoundedCache<TokenIds, KeyValues> cache;
  private final PromptTemplate template;

  /**
   * @param cacheBytes what keys and values of prompts may take, 0 to keep none
   */
  public PromptEncoder(LoadedModel model, Sessions sessions, long cacheBytes) {
    this.model = model;
    this.sessions = sessions;
    this.cache = new BoundedCache<>("prompts", cacheBytes, KeyValues::bytes);
    this.template = new PromptTemplate(model.tokenizer());
  }

  /** Returns what this stage keeps between requests. */
  public BoundedCache<?, ?> cache() {
    return cache;
  }

  /** Returns the keys and values of a prompt; null stands for no caption at all. */
  public KeyValues encode(@Nullable String prompt, RunControl control) {
    int[] ids = prompt == null ? template.unconditional() : template.encode(prompt);
    int most =
        model.config().language().maxPositions() - model.config().requireDrawing().towerTokens();
    if (ids.length > most) {
      throw new InvalidRequestException(
          "The prompt has %d tokens; the model takes at most %d. Shorten it."
              .formatted(ids.length, most));
    }
    return cache.get(TokenIds.of(ids), () -> run(ids, control));
  }

  private KeyValues run(int[] ids, RunControl control) {
    try (LanguageRun run = new LanguageRun(model.config(), sessions.get(LanguageGraph.NAME));
        KeyValueCache cache = new KeyValueCache(model.config().language())) {
      run.feed(ids, null, cache, control);
      return cache.copy();
    }
  }
}
