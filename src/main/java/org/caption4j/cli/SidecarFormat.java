package org.caption4j.cli;

/** The kinds of files beside photos. */
enum SidecarFormat {
  /** A text, a caption a line. */
  TXT,
  /** Metadata, as other programs read it. */
  XMP
}
