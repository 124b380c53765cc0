package io.stepwell.runtime.express;

import io.stepwell.engine.Surroundings;
import io.stepwell.runtime.catalog.Catalog;

/// What an express execution may ask of the world. It has no task tokens: its machine may wait for
/// none.
record ExpressSurroundings(Catalog catalog, boolean synchronous) implements Surroundings {
  @Override
  public boolean activityExists(String activityArn) {
    return catalog.activityExists(activityArn);
  }

  @Override
  public String taskToken(int task) {
    throw new IllegalStateException("an express execution has no task tokens");
  }
}
