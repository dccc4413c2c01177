package org.wengert.ir;

import java.util.List;

/** What a node is in its graph: operand ids rather than operands, so that hashing one never walks the graph. */
record NodeKey(Operation operation, List<Integer> operands) {

    static NodeKey of(Operation operation, List<Node> operands) {
        return new NodeKey(
                operation,
                switch (operands.size()) {
                    case 0 -> List.of();
                    case 1 -> List.of(operands.get(0).id());
                    case 2 -> List.of(operands.get(0).id(), operands.get(1).id());
                    default -> operands.stream().map(Node::id).toList();
                });
    }

    /** Spread, because operands of neighbours are neighbours, and multiples of 32 would share a place in a table. */
    @Override
    public int hashCode() {
        return (31 * operation.hashCode() + operands.hashCode()) * 0x9E3779B9;
    }
}
