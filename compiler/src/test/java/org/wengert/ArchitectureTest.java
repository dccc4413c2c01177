package org.wengert;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.wengert.op.Exponentials;
import org.wengert.op.Piecewise;
import org.wengert.op.Powers;
import org.wengert.op.Special;
import org.wengert.op.Trigonometric;

/** The arrows between packages. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.wengert");

    @Test
    void antlrIsUsedInSyntaxAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.wengert.syntax..", "org.wengert.grammar..", "org.wengert.shaded..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.wengert.shaded.antlr..")
                .check(CLASSES);
    }

    @Test
    void javaPoetIsUsedInCodegenAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.wengert.codegen..", "org.wengert.shaded..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.wengert.shaded.javapoet..")
                .check(CLASSES);
    }

    @Test
    void theTreeOfGeneratedCodeKnowsNothingElse() {
        noClasses()
                .that()
                .resideInAPackage("org.wengert.tree..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "org.wengert.tree..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void javaxToolsAndAsmAreUsedInLoadAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.wengert.load..", "org.wengert.shaded..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.tools..", "org.wengert.shaded.asm..")
                .check(CLASSES);
    }

    @Test
    void runtimeNeedsTheJdkAlone() {
        noClasses()
                .that()
                .resideInAPackage("org.wengert.runtime..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "org.wengert.runtime..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.wengert.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void noPassNamesAnOperatorBeyondArithmetic() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.wengert.ir..",
                        "org.wengert.pass..",
                        "org.wengert.rewrite..",
                        "org.wengert.differentiate..",
                        "org.wengert.product..",
                        "org.wengert.interpret..",
                        "org.wengert.ssa..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Exponentials.class, Powers.class, Trigonometric.class, Piecewise.class, Special.class)
                .check(CLASSES);
    }

    @Test
    void stagesDoNotLookBack() {
        noClasses()
                .that()
                .resideInAnyPackage("org.wengert.ir..", "org.wengert.op..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.wengert.syntax..",
                        "org.wengert.elaborate..",
                        "org.wengert.differentiate..",
                        "org.wengert.rewrite..",
                        "org.wengert.ssa..",
                        "org.wengert.codegen..",
                        "org.wengert.load..",
                        "org.wengert.driver..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.wengert.differentiate..",
                        "org.wengert.product..",
                        "org.wengert.pass..",
                        "org.wengert.rewrite..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.wengert.syntax..",
                        "org.wengert.elaborate..",
                        "org.wengert.ssa..",
                        "org.wengert.codegen..",
                        "org.wengert.load..",
                        "org.wengert.driver..")
                .check(CLASSES);
    }
}
