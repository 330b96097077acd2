package ai.vugen.evaluation.sweep;

import ai.vugen.GenerateRequest;
import ai.vugen.evaluation.geneval.GenEvalPrompt;
import java.util.List;

/**
 * The images that are drawn for each point: those of the captions, then those of GenEval's prompts.
 *
 * @param captions image i of them has the seed i
 * @param prompts their images have the seed 0
 */
record SweepImages(List<String> captions, List<GenEvalPrompt> prompts) {
  SweepImages {
    captions = List.copyOf(captions);
    prompts = List.copyOf(prompts);
  }

  /** Returns the number of images. */
  int count() {
    return captions.size() + prompts.size();
  }

  /** Returns the index of the image of a prompt. */
  int promptIndex(int prompt) {
    return captions.size() + prompt;
  }

  /** Returns the request for an image, from 0. */
  GenerateRequest request(GenerateRequest settings, int index) {
    GenerateRequest one = settings.toBuilder().count(1).build();
    return index < captions.size()
        ? one.toBuilder().prompt(captions.get(index)).seed(index).build()
        : one.toBuilder().prompt(prompts.get(index - captions.size()).prompt()).seed(0).build();
  }
}
