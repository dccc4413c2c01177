package org.wengert.cli;

import java.util.List;
import org.wengert.driver.CompilerOptions.ProductRequest;
import org.wengert.driver.DeriveList;
import org.wengert.driver.InvalidOptionException;

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
}
