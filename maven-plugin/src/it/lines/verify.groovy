def log = new File(basedir, 'build.log').text
assert log.count('Compiled 1 of 1 programs') == 4
assert log.count('Nothing to compile: programs up to date: 1') == 4
// What was changed is not compiled again, and not changed again.
assert log.count('Nothing to compile - all classes are up to date') == 4
assert log.findAll(/Gave \d class(es)? the lines of programs/).size() == 4
assert log.findAll(/Nothing to change: classes that have the lines of programs: \d/).size() == 4
assert !log.contains('was compiled')

def text = { file -> new File(basedir, file).getText('ISO-8859-1') }
assert text('target/java/classes/org/example/Loss$loss.class').contains(
        'SMAP\nLoss.java\nExpr\n*S Expr\n*F\n+ 1 Loss.expr\norg/example/Loss.expr\n*L\n')
assert text('target/java/test-classes/org/example/Wave.class').contains('+ 1 Wave.expr\norg/example/Wave.expr\n*L\n3#1:')
assert !text('target/java/classes/org/example/Caller.class').contains('SMAP')
assert !text('target/expr/classes/org/example/Loss$loss.class').contains('SMAP')

def failed = { kind ->
    def folder = new File(basedir, "target/$kind/classes")
    def classes = new URLClassLoader([folder.toURI().toURL()] as URL[], (ClassLoader) null)
    classes.loadClass('org.example.Caller').getMethod('fail').invoke(null)
}
assert failed('java').fileName == 'Loss.java'
def top = failed('expr')
assert top.fileName == 'Loss.expr' && top.methodName == 'gradient' && top.lineNumber == 3
// Nothing of it is where javac or jar look.
assert new File(basedir, 'target/java/wengert/compile-lines/default.lines').exists()
['classes', 'test-classes', 'generated-sources', 'generated-test-sources'].each { name ->
    new File(basedir, "target/java/$name").eachFileRecurse(groovy.io.FileType.FILES) {
        assert it.name.endsWith('.class') || it.name.endsWith('.java')
    }
}
true
