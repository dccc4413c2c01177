package org.wengert.codegen;

/** The version that generated classes name. */
public final class Version {

    public static final String TEXT = "0.1.0";

    private Version() {}
}
