def log = new File(basedir, 'build.log').text
assert log.contains('org.example.LossDerivativesTest')
assert log.contains('org.example.WaveDerivativesTest')
assert log =~ /Tests run: 1\d, Failures: 0, Errors: 0, Skipped: 0/
assert new File(basedir, 'target/generated-test-sources/wengert-emitted/org/example/LossDerivativesTest.java').exists()
assert new File(basedir, 'target/generated-sources/wengert/org/example/Loss.java').text.contains('@Loss.Generated')
// In the class files, but not at run time.
assert new File(basedir, 'target/classes/org/example/Loss.class').getText('ISO-8859-1').contains('Lorg/example/Loss$Generated;')
def classes = new URLClassLoader([new File(basedir, 'target/classes').toURI().toURL()] as URL[], (ClassLoader) null)
assert classes.loadClass('org.example.Wave').annotations.length == 0
true
