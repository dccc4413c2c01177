package org.wengert.arrays;

import java.util.List;
import java.util.Map;
import org.wengert.ir.Symbol;
import org.wengert.op.Tensor;

/** A function of arrays with its derivatives with respect to all parameters, whoever evaluates them. */
public interface ArrayProducts {

    List<Tensor> value(Map<Symbol, Long> sizes, List<Tensor> x);

    /** The results, then the adjoints of all inputs. */
    List<Tensor> adjoint(Map<Symbol, Long> sizes, List<Tensor> x, List<Tensor> yBar);

    /** The tangents of the results in one direction. */
    List<Tensor> tangent(Map<Symbol, Long> sizes, List<Tensor> x, List<Tensor> xDot);

    /** Of one number: the tangents of its gradient in one direction. */
    List<Tensor> gradientTangent(Map<Symbol, Long> sizes, List<Tensor> x, List<Tensor> xDot);
}
