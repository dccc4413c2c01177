// The log begins each line with [ERROR] and each path with the folder of the project.
def log = new File(basedir, 'build.log').text.replace('\r\n', '\n').replace(File.separator, '/')
def programs = "${basedir.canonicalPath}/src/main/expr/org/example".replace(File.separator, '/')
assert log.contains("""\
[ERROR] ${programs}/First.expr:3:17: error: expected an expression, found ')' [unexpected]
[ERROR]     return y*(x + )
[ERROR]                   ^
""")
assert log.contains("""\
[ERROR] ${programs}/Second.expr:1:8: error: unknown function 'sqr' [unknown-name]
[ERROR]   f(x) = sqr(x)
[ERROR]          ^~~
[ERROR]   hint: it is written sqrt
""")
assert log.contains('2 programs of 3 could not be compiled, as said above; no Java was written')
assert !new File(basedir, 'target/generated-sources/wengert').exists()
true
