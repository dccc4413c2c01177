package org.wengert.codegen;

import org.wengert.op.Cost;

/** What one evaluation of a generated method costs. */
record ProductCost(String method, Cost cost) {}
