/**
 * Draws images from prompts and answers questions about images.
 *
 * <p>What is exported to everybody is the API, which {@code api/vugen-sdk.api} describes; the rest
 * may change with every version. The bundled model is a module of resources, {@code
 * ai.vugen.model.nano}: as an automatic module it is there whenever its jar is.
 */
// The modules of qualified exports are built after this one; three libraries have no descriptor.
@SuppressWarnings({"module", "requires-automatic"})
module ai.vugen {
  requires transitive java.desktop;
  requires static transitive org.jspecify;
  requires com.github.benmanes.caffeine;
  requires com.google.gson;
  requires com.microsoft.onnxruntime;
  requires com.sun.jna;
  requires ai.djl.tokenizers;
  requires java.management;
  requires jdk.management;
  requires org.slf4j;

  exports ai.vugen;
  exports ai.vugen.device;
  exports ai.vugen.error;
  exports ai.vugen.flow;
  exports ai.vugen.image;
  exports ai.vugen.text;
  exports ai.vugen.zoo;
  exports ai.vugen.checkpoint to
      ai.vugen.assembly,
      ai.vugen.evaluation;
  exports ai.vugen.file to
      ai.vugen.assembly,
      ai.vugen.evaluation,
      ai.vugen.world;
  exports ai.vugen.graph to
      ai.vugen.assembly,
      ai.vugen.evaluation;
  exports ai.vugen.json to
      ai.vugen.assembly,
      ai.vugen.evaluation,
      ai.vugen.world;
  exports ai.vugen.model to
      ai.vugen.assembly,
      ai.vugen.evaluation;
  exports ai.vugen.model.decoder to
      ai.vugen.assembly,
      ai.vugen.evaluation;
  exports ai.vugen.model.language to
      ai.vugen.assembly,
      ai.vugen.evaluation;
  exports ai.vugen.model.latent to
      ai.vugen.assembly,
      ai.vugen.evaluation;
  exports ai.vugen.model.reducer to
      ai.vugen.assembly,
      ai.vugen.evaluation;
  exports ai.vugen.model.tower to
      ai.vugen.assembly,
      ai.vugen.evaluation;
  exports ai.vugen.model.vision to
      ai.vugen.assembly,
      ai.vugen.evaluation;
  exports ai.vugen.onnx to
      ai.vugen.evaluation;
  exports ai.vugen.pipeline.decoding to
      ai.vugen.evaluation;
  exports ai.vugen.pipeline.language to
      ai.vugen.evaluation;
  exports ai.vugen.pipeline.sampling to
      ai.vugen.evaluation;
  exports ai.vugen.pipeline.vision to
      ai.vugen.evaluation;
  exports ai.vugen.runtime to
      ai.vugen.evaluation;
  exports ai.vugen.session to
      ai.vugen.assembly,
      ai.vugen.evaluation;
  exports ai.vugen.tensor to
      ai.vugen.assembly,
      ai.vugen.evaluation;
}
