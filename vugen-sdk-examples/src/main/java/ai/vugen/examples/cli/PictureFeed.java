package ai.vugen.examples.cli;

import ai.vugen.evaluation.features.PictureInput;
import ai.vugen.evaluation.image.ResizeKernel;

/** What a network of pictures is fed, by the name of the tool or model that feeds it so. */
enum PictureFeed {
  PYTORCH_FID(new PictureInput.Inception(ResizeKernel.PYTORCH_FID)),
  TORCH_FIDELITY(new PictureInput.Inception(ResizeKernel.TORCH_FIDELITY)),
  CLEAN_FID(new PictureInput.Inception(ResizeKernel.CLEAN_FID)),
  TORCHMETRICS(new PictureInput.Inception(ResizeKernel.TORCHMETRICS)),
  CLIP(PictureInput.CLIP),
  DINOV2(PictureInput.DINOV2);

  private final PictureInput input;

  PictureFeed(PictureInput input) {
    this.input = input;
  }

  PictureInput input() {
    return input;
  }
}
