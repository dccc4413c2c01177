def log = new File(basedir, 'build.log').text
assert log.count('Compiled 1 of 1 programs') == 1
assert log.count('Nothing to compile: programs up to date: 1') == 1
assert log.count('Changes detected - recompiling the module!') == 1
assert log.count('Nothing to compile - all classes are up to date') == 1

// As the page on builds says: every parameter, with what it is on the command line.
assert log.contains('wengert:compile')
['emitTests', 'checkDependencies', 'jacobian', 'maxGradientRatio', 'trap'].each {
    assert log.contains("User property: wengert.$it")
}

def classes = new URLClassLoader([new File(basedir, 'target/classes').toURI().toURL()] as URL[], (ClassLoader) null)
def gradient = new double[2]
def value = classes.loadClass('org.example.Loss').getMethod('gradient', double, double, double[]).invoke(null, 0d, 0d, gradient)
assert Math.abs(value - 9.1) < 1e-14 && Math.abs(gradient[0] + 12.2) < 1e-14 && gradient[1] == -6
true
