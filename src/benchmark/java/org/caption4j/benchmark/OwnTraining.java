package org.caption4j.benchmark;

import org.caption4j.decoder.Decoder;
import org.caption4j.decoder.DropoutRates;
import org.caption4j.decoder.Parameters;
import org.caption4j.decoder.TeacherForcing;
import org.caption4j.tensor.AdamUpdate;
import org.nd4j.linalg.api.buffer.DataType;

/** The training step as this project takes it. */
final class OwnTraining {
  private final TrainingTask task;
  private final Parameters parameters;
  private final Parameters gradient;
  private final Parameters firstMoment;
  private final Parameters secondMoment;
  private final TeacherForcing forcing;
  private int iteration;

  OwnTraining(TrainingTask task) {
    this.task = task;
    parameters = task.start().copy(task.config());
    gradient = Parameters.zeros(task.config(), DataType.FLOAT);
    firstMoment = Parameters.zeros(task.config(), DataType.FLOAT);
    secondMoment = Parameters.zeros(task.config(), DataType.FLOAT);
    forcing = new TeacherForcing(new Decoder(task.config(), parameters));
  }

  /**
   * Takes a step.
   *
   * @return the mean loss before it, in nats
   */
  double step() {
    double loss = forcing.gradient(task.batch(), DropoutRates.NONE, 0, gradient);
    AdamUpdate.STANDARD.apply(
        parameters.flat(),
        gradient.flat(),
        firstMoment.flat(),
        secondMoment.flat(),
        TrainingTask.RATE,
        iteration++);
    return loss / task.batch().tokens();
  }

  /** Returns the last step's gradient by the output layer's weights, [H, V]. */
  float[] outputGradient() {
    return gradient.get(Parameters.OUTPUT).dup('c').data().asFloat();
  }
}
