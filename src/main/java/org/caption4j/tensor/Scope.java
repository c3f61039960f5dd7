package org.caption4j.tensor;

import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A stretch of code whose arrays live no longer than it does.
 *
 * <p>Arrays made inside the scope come from one native block that is used again when a scope of the
 * same name opens, so that a loop neither grows nor waits for the garbage collector. What must
 * outlive the scope is taken out with {@code INDArray.detach()}.
 *
 * <pre>{@code
 * try (Scope scope = Scope.open("training step")) {
 *   INDArray logits = Nd4j.createUninitialized(DataType.FLOAT, n, vocabulary);
 *   ...
 * }
 * }</pre>
 */
public final class Scope implements AutoCloseable {
  private static final WorkspaceConfiguration CONFIGURATION =
      WorkspaceConfiguration.builder()
          .initialSize(0)
          .policyLearning(LearningPolicy.FIRST_LOOP)
          .policyAllocation(AllocationPolicy.OVERALLOCATE)
          .overallocationLimit(0.2)
          .policySpill(SpillPolicy.REALLOCATE)
          .policyReset(ResetPolicy.BLOCK_LEFT)
          .build();

  private final MemoryWorkspace workspace;

  private Scope(MemoryWorkspace workspace) {
    this.workspace = workspace;
  }

  /**
   * @param name scopes of one name on one thread share their memory; a scope is not opened inside
   *     one of its own name
   * @return the open scope
   */
  public static Scope open(String name) {
    return new Scope(Nd4j.getWorkspaceManager().getAndActivateWorkspace(CONFIGURATION, name));
  }

  @Override
  public void close() {
    workspace.close();
  }
}
