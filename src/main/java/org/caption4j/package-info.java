/** What every floor stands on: faults told in one line, and files that are written whole. */
package org.caption4j;
