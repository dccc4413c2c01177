package org.wengert.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.CompilerOptions.ProductRequest;
import org.wengert.driver.DeriveList;
import org.wengert.driver.InvalidOptionException;
import org.wengert.elaborate.FunctionGraph.Request;
import org.wengert.elaborate.Requests;
import org.wengert.product.Product;
import org.wengert.source.Span;

/** Reads the products that a request asks for. */
final class Derive {

    private Derive() {}

    static List<ProductRequest> parse(String list) throws RequestException {
        try {
            return DeriveList.parse(list);
        } catch (InvalidOptionException e) {
            throw new RequestException(e);
        }
    }

    static ProductRequest item(String item) throws RequestException {
        try {
            return DeriveList.item(item);
        } catch (InvalidOptionException e) {
            throw new RequestException(e);
        }
    }

    /** Whether a text names a product, with or without parameters. */
    static boolean isProduct(String item) {
        int open = item.indexOf('(');
        return Product.isName((open < 0 ? item : item.substring(0, open)).strip());
    }

    static Request request(String item, CompiledFunction function) throws RequestException {
        return request(item(item), function);
    }

    /** What is asked of a function. */
    static Request request(ProductRequest asked, CompiledFunction function) throws RequestException {
        List<RequestException> complaints = new ArrayList<>();
        Optional<Request> request = Requests.check(
                asked.product(),
                asked.parameters(),
                function.source(),
                (code, position, message, hint) -> complaints.add(new RequestException(code.id(), message, hint)),
                Span.NONE);
        if (request.isEmpty()) {
            throw complaints.get(0);
        }
        return request.get();
    }
}
