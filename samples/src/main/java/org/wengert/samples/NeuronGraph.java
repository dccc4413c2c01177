package org.wengert.samples;

import java.util.List;
import java.util.Locale;
import org.wengert.samples.generated.Neurons;

/** Backpropagation through six tanh neurons: the derivative of the loss by every neuron's output and by every weight. */
public final class NeuronGraph {

    private static final List<String> WEIGHTS =
            List.of("w1", "w2", "w13", "w23", "w14", "w24", "w35", "w45", "w36", "w56");

    private NeuronGraph() {}

    public static void main(String[] args) {
        double[] point = {0.5, -0.3, 0.8, 0.1, -0.6, 0.9, 0.4, -0.7, 0.2, 1.1, 1.5, 0.25};
        double[] neurons = new double[6];
        Neurons.neurons.value(point, neurons);
        for (int i = 0; i < neurons.length; i++) {
            System.out.printf(Locale.ROOT, "dL/dz%d  = % .12f%n", i + 1, neurons[i]);
        }
        double[] weights = new double[WEIGHTS.size()];
        double loss = Neurons.loss.gradient(point, weights);
        for (int i = 0; i < weights.length; i++) {
            System.out.printf(Locale.ROOT, "dL/d%-4s = % .12f%n", WEIGHTS.get(i), weights[i]);
        }
        System.out.printf(Locale.ROOT, "loss    = % .12f%n", loss);
    }
}
