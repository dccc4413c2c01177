def runtime = null
new File(localRepositoryPath, 'org/wengert/wengert-runtime').eachFileRecurse {
    runtime = it.name.endsWith('.jar') ? it : runtime
}
def path = [new File(basedir, 'target/classes'), new File(basedir, 'target/test-classes'), runtime]
assert path.every { it.exists() }

def classes = new URLClassLoader(path.collect { it.toURI().toURL() } as URL[], (ClassLoader) null)
// erf(0) = 0 and its derivative there is 2/sqrt(pi).
def (value, byTheta, byY) = classes.loadClass('org.example.Caller').getMethod('call').invoke(null)
assert value == 0 && byY == 0
assert Math.abs(byTheta - 3 * 2 / Math.sqrt(Math.PI)) < 1e-15
assert classes.loadClass('org.example.TestCaller').getMethod('call').invoke(null) == 9
true
