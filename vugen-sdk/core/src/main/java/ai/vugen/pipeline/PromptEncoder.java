package ai.vugen.pipeline;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.model.language.PromptTemplate;
import ai.vugen.runtime.RunControl;
import org.jspecify.annotations.Nullable;

/** The first stage of drawing: a prompt → its keys and values, once for all steps and seeds. */
final class PromptEncoder {
  private final LoadedModel model;
  private final Sessions sessions;
  private final Caches caches;
  private final PromptTemplate template;

  PromptEncoder(LoadedModel model, Sessions sessions, Caches caches) {
    this.model = model;
    this.sessions = sessions;
    this.caches = caches;
    this.template = new PromptTemplate(model.tokenizer());
  }

  /** The keys and values of a prompt; null stands for no caption at all. */
  KeyValues encode(@Nullable String prompt, RunControl control) {
    int[] ids = prompt == null ? template.unconditional() : template.encode(prompt);
    int most = model.config().language().maxPositions() - LatentShape.of(model.config()).tokens();
    if (ids.length > most) {
      throw new InvalidRequestException(
          "The prompt has %d tokens; the model takes at most %d. Shorten it."
              .formatted(ids.length, most));
    }
    return caches.prompts().get(Caches.Tokens.of(ids), () -> run(ids, control));
  }

  private KeyValues run(int[] ids, RunControl control) {
    try (LanguageRun run = new LanguageRun(model.config(), sessions.get(Network.LANGUAGE));
        KeyValueCache cache = new KeyValueCache(model.config().language())) {
      run.feed(ids, null, cache, control);
      return cache.copy();
    }
  }
}
