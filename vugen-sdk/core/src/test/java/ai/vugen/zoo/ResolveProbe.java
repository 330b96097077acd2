package ai.vugen.zoo;

/** A process that resolves the small model and prints its folder and the hash of its weights. */
final class ResolveProbe {
  private ResolveProbe() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println("ready");
    System.in.read(); // all processes start at once
    ModelFolder model = ModelZoo.resolve(SmallModel.ID);
    model.verify();
    System.out.println(model.path() + " " + model.sha256());
  }
}
