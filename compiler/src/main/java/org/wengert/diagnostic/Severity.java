package org.wengert.diagnostic;

/** Whether a diagnostic stops the compilation. */
public enum Severity {
    ERROR,
    WARNING
}
