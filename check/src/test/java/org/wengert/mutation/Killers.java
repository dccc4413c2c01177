package org.wengert.mutation;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.wengert.op.ScalarOperator;

/** Tests of every build that are quick and look closely at operators; those of the mutant's own operator first. */
final class Killers {

    /** Laws of all operators, and of those that have derivatives. */
    private static final List<String> OF_ALL = List.of("theDeclarationIsComplete", "valueIsThatOfManyDigits");

    private static final List<String> OF_DIFFERENTIABLE = List.of(
            "tangentIsTheSlopeOfTheValue",
            "adjointIsTheTransposeOfTheTangent",
            "theTextOfARuleIsTheRule",
            "notANumberPropagates",
            "secondDerivativesAreSymmetricAndTheSlopesOfTheFirst",
            "thirdDerivativesAreTheSlopesOfTheSecond");

    /** Seen through the identities, the conventions, the documents, other operators' laws, and what derivatives cost. */
    private static final List<String> REST = List.of(
            "laws.IdentitiesTest",
            "corpora.NonsmoothTest",
            "corpora.PointsTest",
            "op.OperatorsPageTest",
            "laws.OperatorLawsTest",
            "corpora.OperationCountsTest",
            "laws.JavaFormsTest");

    private final Launcher launcher = LauncherFactory.create();
    private final List<ScalarOperator> all;
    private final List<ScalarOperator> differentiable;

    /**
     * @param all in the order in which the laws take them
     */
    Killers(List<ScalarOperator> all) {
        this.all = all;
        this.differentiable = all.stream().filter(Killers::hasDerivatives).toList();
    }

    private static boolean hasDerivatives(ScalarOperator operator) {
        return !operator.rules().isEmpty();
    }

    /** The first test that fails while {@code mutant} is in force. */
    Optional<String> killer(Mutant mutant) {
        return mutant.during(() -> {
            Optional<String> first =
                    mutant.field().equals("identities") ? Optional.empty() : failing(laws(mutant.operator()));
            for (String name : REST) {
                first = first.or(() -> failing(List.of(selectClass("org.wengert." + name))));
            }
            return first;
        });
    }

    /** All tests without a mutant. */
    Optional<String> failingUnaltered() {
        return failing(REST.stream()
                .map(name -> (DiscoverySelector) selectClass("org.wengert." + name))
                .toList());
    }

    private List<DiscoverySelector> laws(ScalarOperator operator) {
        List<DiscoverySelector> selectors = new ArrayList<>();
        select("OperatorLawsTest", OF_ALL, all.indexOf(operator), selectors);
        select("OperatorLawsTest", OF_DIFFERENTIABLE, differentiable.indexOf(operator), selectors);
        select("JavaFormsTest", List.of("theJavaOfAnOperatorIsItsKernelBitForBit"), all.indexOf(operator), selectors);
        return selectors;
    }

    private static void select(String type, List<String> laws, int index, List<DiscoverySelector> selectors) {
        for (String law : index < 0 ? List.<String>of() : laws) {
            selectors.add(selectUniqueId("[engine:junit-jupiter]/[class:org.wengert.laws." + type + "]/[test-template:"
                    + law + "(org.wengert.op.ScalarOperator)]" + "/[test-template-invocation:#" + (index + 1) + "]"));
        }
    }

    private Optional<String> failing(List<DiscoverySelector> selectors) {
        if (selectors.isEmpty()) {
            return Optional.empty();
        }
        CancellationToken token = CancellationToken.create();
        List<String> failed = new ArrayList<>();
        TestExecutionListener listener = new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                    failed.add(test.getUniqueId());
                    token.cancel();
                }
            }
        };
        launcher.execute(LauncherExecutionRequestBuilder.request(LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectors)
                        .build())
                .cancellationToken(token)
                .listeners(listener)
                .build());
        return failed.stream().map(Killers::law).findFirst();
    }

    /** {@code OperatorLawsTest.tangentIsTheSlopeOfTheValue}. */
    private static String law(String id) {
        return id.replaceAll("\\[engine:[^]]*]/\\[class:org\\.wengert\\.(?:\\w+\\.)?(\\w+)]", "$1")
                .replaceAll("/\\[(?:method|test-template):(\\w+)\\([^]]*\\)]", ".$1")
                .replaceAll("/\\[test-template-invocation.*", "");
    }
}
