package org.wengert.ssa;

/** Where an array is to be written, or added to. */
record Target(Place place, boolean add) {}
