/**
 * How fast this project is, beside others and beside what the machine can do. No tests:
 * scripts/benchmark runs them, docs/benchmarks.md has the figures.
 */
package org.caption4j.benchmark;
