/** An application that declares its one dependency and nothing else. */
module ai.vugen.packaging {
  requires ai.vugen;

  exports ai.vugen.packaging;
}
