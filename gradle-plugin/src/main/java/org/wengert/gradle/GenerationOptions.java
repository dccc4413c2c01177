package org.wengert.gradle;

import org.gradle.api.provider.ListProperty;
import org.gradle.api.provider.Property;
import org.gradle.api.tasks.Input;
import org.gradle.api.tasks.Optional;

/** What can be said of the Java that is generated: the options of the compiler, and what warnings mean. */
public interface GenerationOptions {

    /** What the packages of the classes begin with, before the folders that the programs are in. */
    @Input
    @Optional
    Property<String> getPackageName();

    /**
     * What to generate of every function, such as {@code value} or {@code gradient(x,y)}, instead of what the programs'
     * derive clauses say.
     */
    @Input
    ListProperty<String> getProducts();

    /** How Jacobians are computed: {@code forward}, {@code reverse}, or {@code counted}, whichever of the two takes less work. */
    @Input
    @Optional
    Property<String> getJacobian();

    /** What stops the Java: {@code nan} for the first statement that makes NaN of numbers that are none. */
    @Input
    @Optional
    Property<String> getTrap();

    /** {@code true} for an annotation that each class declares itself, or the qualified name of one that the project has. */
    @Input
    @Optional
    Property<String> getGeneratedAnnotation();

    /** Fails the build where a gradient takes more than so many times the operations of its value. */
    @Input
    @Optional
    Property<Number> getMaxGradientRatio();

    /** Fails the build at a program with warnings. */
    @Input
    Property<Boolean> getFailOnWarning();
}
