package org.wengert.report;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows between packages. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.wengert");

    @Test
    void theLayoutLibraryIsUsedInDrawingAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.wengert.drawing..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse..", "com.google.common..")
                .check(CLASSES);
    }

    @Test
    void theCompilerDoesNotKnowItsReports() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.wengert.drawing..", "org.wengert.report..", "org.wengert.explorer..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.wengert.drawing..", "org.wengert.report..", "org.wengert.explorer..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.wengert.(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
