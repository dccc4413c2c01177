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

    /** Mixed at each operand, because operands of neighbours are neighbours: their keys would share places in a table. */
    @Override
    public int hashCode() {
        int h = operation.hashCode();
        for (int id : operands) {
            h = (h + id) * 0x9E3779B9;
            h ^= h >>> 15;
        }
        return h;
    }
}
