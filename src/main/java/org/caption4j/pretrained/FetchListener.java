package org.caption4j.pretrained;

/**
 * Hears how a fetch goes. All methods are called on the thread that fetches, and do nothing unless
 * overridden.
 */
public interface FetchListener {
  /** Hears, and says nothing. */
  FetchListener SILENT = new FetchListener() {};

  /**
   * Another process, or another thread, works on these weights; this one waits for it.
   *
   * @param weights their identity
   */
  default void waiting(String weights) {}

  /**
   * Bytes begin to come; called again after each try.
   *
   * @param source where from
   * @param bytes how long the whole file is, or -1 if nobody knows
   * @param resumedAt how many bytes of it are here already
   */
  default void started(Source source, long bytes, long resumedAt) {}

  /**
   * @param bytesSoFar of the whole file, those from earlier tries included
   */
  default void progress(long bytesSoFar) {}

  /**
   * A try failed and there will be another.
   *
   * @param source that failed
   * @param reason one line
   * @param waitMillis until the next try
   */
  default void retrying(Source source, String reason, long waitMillis) {}

  /**
   * A source is given up; the next one is asked, if there is one.
   *
   * @param source that failed
   * @param reason one line
   */
  default void failed(Source source, String reason) {}

  /**
   * The file is whole and is being made into safetensors.
   *
   * @param weights their identity
   */
  default void converting(String weights) {}

  /**
   * The weights are in the cache.
   *
   * @param weights what is there now
   */
  default void done(FoundWeights weights) {}
}
