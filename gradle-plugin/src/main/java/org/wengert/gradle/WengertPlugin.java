package org.wengert.gradle;

import org.gradle.api.Plugin;
import org.gradle.api.Project;
import org.gradle.api.file.Directory;
import org.gradle.api.file.ProjectLayout;
import org.gradle.api.plugins.JavaPlugin;
import org.gradle.api.plugins.JavaPluginExtension;
import org.gradle.api.provider.Provider;
import org.gradle.api.tasks.SourceSet;
import org.gradle.api.tasks.SourceSetContainer;
import org.gradle.api.tasks.TaskProvider;
import org.gradle.api.tasks.compile.JavaCompile;

/**
 * Makes Java of the programs of each source set, {@code src/main/expr} for {@code main}, and adds it to its Java.
 *
 * <p>Nothing is looked at before a task runs, so that the order of a build script does not matter.
 */
public abstract class WengertPlugin implements Plugin<Project> {

    @Override
    public void apply(Project project) {
        project.getPluginManager().apply(JavaPlugin.class);
        WengertExtension extension = project.getExtensions().create("wengert", WengertExtension.class);
        extension.getFailOnWarning().convention(false);
        extension.getEmitTests().convention(false);
        extension.getCheckDependencies().convention(true);
        project.getExtensions()
                .getByType(JavaPluginExtension.class)
                .getSourceSets()
                .all(sourceSet -> generateFor(sourceSet, project, extension));
    }

    private static void generateFor(SourceSet sourceSet, Project project, WengertExtension extension) {
        ProjectLayout layout = project.getLayout();
        String name = sourceSet.getName();
        boolean main = name.equals(SourceSet.MAIN_SOURCE_SET_NAME);
        Provider<Directory> generated = layout.getBuildDirectory().dir("generated/sources/wengert");
        Provider<Directory> memory = layout.getBuildDirectory().dir("wengert");
        TaskProvider<GenerateExpr> generate = project.getTasks()
                .register(sourceSet.getTaskName("generate", "Expr"), GenerateExpr.class, task -> {
                    task.setDescription("Makes Java of the programs of the source set '" + name + "'.");
                    task.getSourceDirectory()
                            .convention(layout.getProjectDirectory().dir("src/" + name + "/expr"));
                    task.getOutputDirectory().convention(generated.map(folder -> folder.dir("java/" + name)));
                    task.getTestOutputDirectory().convention(generated.map(folder -> folder.dir("tests/" + name)));
                    task.getMemory().convention(memory.map(folder -> folder.file(name + ".state")));
                    task.getLineMaps().convention(memory.map(folder -> folder.file(name + ".lines")));
                    task.getEmitTests().convention(main ? extension.getEmitTests() : project.provider(() -> false));
                    follow(task.getOptions(), extension);
                });
        Provider<Directory> java = generate.flatMap(GenerateExpr::getOutputDirectory);
        sourceSet.getJava().srcDir(java);
        require(Library.RUNTIME, java, sourceSet, project, extension);
        if (main) {
            Provider<Directory> tests = generate.flatMap(GenerateExpr::getTestOutputDirectory);
            SourceSetContainer sourceSets =
                    project.getExtensions().getByType(JavaPluginExtension.class).getSourceSets();
            sourceSets
                    .matching(other -> other.getName().equals(SourceSet.TEST_SOURCE_SET_NAME))
                    .all(test -> {
                        test.getJava().srcDir(tests);
                        require(Library.JUNIT, tests, test, project, extension);
                    });
        }
    }

    /** What a task is not told, it takes from what holds for all. */
    private static void follow(GenerationOptions options, GenerationOptions all) {
        options.getPackageName().convention(all.getPackageName());
        options.getProducts().convention(all.getProducts());
        options.getJacobian().convention(all.getJacobian());
        options.getTrap().convention(all.getTrap());
        options.getGeneratedAnnotation().convention(all.getGeneratedAnnotation());
        options.getMaxGradientRatio().convention(all.getMaxGradientRatio());
        options.getFailOnWarning().convention(all.getFailOnWarning());
    }

    private static void require(
            Library library,
            Provider<Directory> generated,
            SourceSet sourceSet,
            Project project,
            WengertExtension extension) {
        RequireLibrary check = new RequireLibrary(
                library, generated, sourceSet.getImplementationConfigurationName(), extension.getCheckDependencies());
        project.getTasks()
                .named(sourceSet.getCompileJavaTaskName(), JavaCompile.class)
                .configure(compile -> compile.doFirst(check));
    }
}
