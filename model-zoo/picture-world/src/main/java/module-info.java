/** Scenes of simple drawings with prompts, questions and answers, composed at random. */
module ai.vugen.world {
  requires transitive ai.vugen;
  requires transitive info.picocli;
  requires static transitive org.jspecify;
  requires com.github.weisj.jsvg;
  requires java.logging;

  exports ai.vugen.world;

  opens ai.vugen.world to
      info.picocli;
  opens ai.vugen.world.drawing to
      info.picocli;
}
