package org.caption4j.train;

import java.util.List;

/**
 * How much each data set gives to a training.
 *
 * @param train data sets to learn, in order
 * @param validation data sets to choose the best epoch by, in order
 */
public record DataCounts(List<DataSetCounts> train, List<DataSetCounts> validation) {
  /** Copies the lists. */
  public DataCounts {
    train = List.copyOf(train);
    validation = List.copyOf(validation);
  }
}
