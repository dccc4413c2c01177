package org.wengert.drawing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutAlgorithmData;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.util.NullElkProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/** Places a drawing in layers, every value below those that it is computed from. */
public final class Layered {

    static final double LINE = 17;
    static final double CHARACTER = 7.3;
    static final double SMALL_CHARACTER = 6.2;

    private static final double PADDING = 12;

    /** Whether boxes have room for a value and a derivative below their text. */
    public enum Room {
        TEXT,
        TEXT_AND_NUMBERS
    }

    private final Drawing drawing;
    private final Room room;
    private final Map<String, ElkNode> nodes = new HashMap<>();
    private final Map<String, ElkNode> groups = new HashMap<>();
    private final List<ElkEdge> edges = new ArrayList<>();
    private final ElkNode root = ElkGraphUtil.createGraph();

    private Layered(Drawing drawing, Room room) {
        this.drawing = drawing;
        this.room = room;
    }

    /** The places of a drawing; the same ones for the same drawing. */
    public static Placed place(Drawing drawing, Room room) {
        return new Layered(drawing, room).place();
    }

    private static LayoutAlgorithmData algorithm() {
        LayoutMetaDataService service = LayoutMetaDataService.getInstance();
        if (service.getAlgorithmData(LayeredOptions.ALGORITHM_ID) == null) {
            service.registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
        }
        return service.getAlgorithmData(LayeredOptions.ALGORITHM_ID);
    }

    private Placed place() {
        configure(root, 16);
        for (Drawing.Group group : drawing.groups()) {
            ElkNode node = ElkGraphUtil.createNode(parent(group.parent()));
            configure(node, PADDING);
            node.setProperty(CoreOptions.PADDING, new ElkPadding(PADDING + LINE, PADDING, PADDING, PADDING));
            groups.put(group.id(), node);
        }
        for (Drawing.Box box : drawing.boxes()) {
            ElkNode node = ElkGraphUtil.createNode(parent(box.group()));
            node.setDimensions(width(box), height(box));
            nodes.put(box.id(), node);
        }
        for (Drawing.Arrow arrow : drawing.arrows()) {
            ElkEdge edge = ElkGraphUtil.createSimpleEdge(node(arrow.from()), node(arrow.to()));
            if (!arrow.label().isEmpty()) {
                ElkLabel label = ElkGraphUtil.createLabel(arrow.label(), edge);
                label.setDimensions(length(arrow.label()) * SMALL_CHARACTER + 6, 14);
            }
            edges.add(edge);
        }
        synchronized (Layered.class) {
            LayoutAlgorithmData algorithm = algorithm();
            new RecursiveGraphLayoutEngine().layout(root, new NullElkProgressMonitor());
            // What is kept to be used again holds every edge that it has placed.
            algorithm.getInstancePool().clear();
        }
        return placed();
    }

    private ElkNode node(String id) {
        return Optional.ofNullable(nodes.get(id)).orElseThrow();
    }

    private ElkNode parent(Optional<String> group) {
        return group.map(groups::get).orElse(root);
    }

    private static void configure(ElkNode node, double padding) {
        node.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        node.setProperty(CoreOptions.DIRECTION, Direction.DOWN);
        node.setProperty(CoreOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
        node.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.SPLINES);
        node.setProperty(CoreOptions.RANDOM_SEED, 1);
        node.setProperty(LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.BRANDES_KOEPF);
        node.setProperty(CoreOptions.SPACING_NODE_NODE, 22.0);
        node.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 34.0);
        node.setProperty(CoreOptions.SPACING_EDGE_NODE, 14.0);
        node.setProperty(CoreOptions.SPACING_EDGE_LABEL, 3.0);
        node.setProperty(CoreOptions.PADDING, new ElkPadding(padding));
    }

    private double width(Drawing.Box box) {
        double text = Math.max(length(box.title()) * CHARACTER, length(box.detail()) * SMALL_CHARACTER);
        return Math.max(room == Room.TEXT ? 44 : 104, text + 2 * PADDING);
    }

    private double height(Drawing.Box box) {
        int lines = 1 + (box.detail().isEmpty() ? 0 : 1) + (room == Room.TEXT ? 0 : 2);
        return lines * LINE + 12;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private Placed placed() {
        List<Placed.Box> boxes = new ArrayList<>();
        for (Drawing.Box box : drawing.boxes()) {
            ElkNode node = node(box.id());
            Placed.Point corner = corner(node);
            boxes.add(new Placed.Box(box, corner.x(), corner.y(), node.getWidth(), node.getHeight()));
        }
        List<Placed.Group> around = new ArrayList<>();
        for (Drawing.Group group : drawing.groups()) {
            ElkNode node = Optional.ofNullable(groups.get(group.id())).orElseThrow();
            Placed.Point corner = corner(node);
            around.add(new Placed.Group(group, corner.x(), corner.y(), node.getWidth(), node.getHeight()));
        }
        List<Placed.Arrow> arrows = new ArrayList<>();
        for (int i = 0; i < edges.size(); i++) {
            arrows.add(arrow(drawing.arrows().get(i), edges.get(i)));
        }
        return new Placed(drawing, root.getWidth(), root.getHeight(), boxes, around, arrows);
    }

    /** The upper left corner from that of the whole. */
    private static Placed.Point corner(ElkNode node) {
        double x = 0;
        double y = 0;
        for (ElkNode next = node; next.getParent() != null; next = next.getParent()) {
            x += next.getX();
            y += next.getY();
        }
        return new Placed.Point(x, y);
    }

    private static Placed.Arrow arrow(Drawing.Arrow arrow, ElkEdge edge) {
        Placed.Point base = corner(edge.getContainingNode());
        List<Placed.Point> points = new ArrayList<>();
        for (ElkEdgeSection section : edge.getSections()) {
            points.add(new Placed.Point(base.x() + section.getStartX(), base.y() + section.getStartY()));
            section.getBendPoints()
                    .forEach(bend -> points.add(new Placed.Point(base.x() + bend.getX(), base.y() + bend.getY())));
            points.add(new Placed.Point(base.x() + section.getEndX(), base.y() + section.getEndY()));
        }
        Placed.Point label = edge.getLabels().isEmpty()
                ? base
                : new Placed.Point(
                        base.x() + edge.getLabels().get(0).getX(),
                        base.y() + edge.getLabels().get(0).getY());
        return new Placed.Arrow(arrow, points, label);
    }
}
