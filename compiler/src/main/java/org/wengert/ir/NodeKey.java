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

    /** Mixed at each operand, because operands of neighbours are neighbours, and constants differ in their first bits alone. */
    @Override
    public int hashCode() {
        int h = mixed(operation.hashCode());
        for (int id : operands) {
            h = mixed(h + id);
        }
        return h;
    }

    private static int mixed(int h) {
        int product = h * 0x9E3779B9;
        return product ^ (product >>> 15);
    }
}
