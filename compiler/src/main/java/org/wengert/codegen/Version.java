package org.wengert.codegen;

/** The version that generated classes name. */
final class Version {

    static final String TEXT = "0.1.0";

    private Version() {}
}
