def classes = new URLClassLoader([new File(basedir, 'target/classes').toURI().toURL()] as URL[], (ClassLoader) null)
def methods = classes.loadClass('org.example.models.Loss').methods*.name
assert methods.containsAll(['value', 'gradient'])
assert !methods.any { it in ['hessian', 'tangent', 'adjoint'] }
true
