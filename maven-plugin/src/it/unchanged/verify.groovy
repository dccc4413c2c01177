def log = new File(basedir, 'build.log').text
assert log.count('Compiled 1 of 1 programs') == 1
assert log.count('Nothing to compile: programs up to date: 1') == 1
assert log.indexOf('Compiled 1 of 1') < log.indexOf('Nothing to compile: programs')
assert new File(basedir, 'target/classes/org/example/Loss.class').exists()
true
