/** What generated classes call beyond {@link java.lang.Math}; needs the JDK alone. */
module org.wengert.runtime {
    exports org.wengert.runtime;
}
