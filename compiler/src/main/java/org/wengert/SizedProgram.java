package org.wengert;

import java.util.Map;
import org.wengert.ir.Symbol;
import org.wengert.load.ArrayViews;
import org.wengert.load.LoadedArrays;

/**
 * A function for arrays of some sizes. It has storage for one call at a time: one thread at a time may use it and its views;
 * {@link Program#at} makes another one, which costs its storage and nothing more.
 */
public final class SizedProgram {

    private final ArrayViews views;
    private final LoadedArrays instance;
    private final Map<Symbol, Long> sizes;

    SizedProgram(ArrayViews views, LoadedArrays instance, Map<Symbol, Long> sizes) {
        this.views = views;
        this.instance = instance;
        this.sizes = Map.copyOf(sizes);
    }

    /**
     * This function as an interface of the caller's, called at full speed and without allocation: a method has the name of a
     * product and the parameters of the generated one in their order, {@code double} for a number and {@code double[]} for an
     * array, by rows ({@code double gradient(double[] x, double[] A, double[] xBar, double[] ABar)}). A matrix may be a
     * {@code double[][]} instead: it is copied, before the call or after it, through storage that the view has. The value may go
     * by the function's name, or by any name if the interface has one method.
     *
     * <p>A method throws {@link IllegalArgumentException} if an array has not the size that this function was made for, or if an
     * array to be written is another argument too.
     *
     * @throws IllegalArgumentException if a method fits nothing; the message lists what there is
     */
    public <T> T as(Class<T> type) {
        return views.view(Given.notNull("type", type), instance, sizes);
    }
}
