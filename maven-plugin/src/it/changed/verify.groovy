def log = new File(basedir, 'build.log').text
assert log.contains('Compiled 2 of 2 programs')
assert log.contains('Compiled 1 of 2 programs')
def classes = new URLClassLoader([new File(basedir, 'target/classes').toURI().toURL()] as URL[], (ClassLoader) null)
assert classes.loadClass('org.example.Loss').getMethod('value', double, double).invoke(null, 2d, 1d) == 8
true
