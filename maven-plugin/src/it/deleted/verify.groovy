def sources = new File(basedir, 'target/generated-sources/wengert/org/example')
assert sources.list().sort() == ['Kept.java', 'Own.java']
def log = new File(basedir, 'build.log').text
assert log.contains('Compiled 2 of 2 programs')
assert log.contains('Deleted org/example/Gone.java, whose program is gone: org/example/Gone.expr')
true
