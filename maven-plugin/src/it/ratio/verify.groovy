def log = new File(basedir, 'build.log').text.replace('\r\n', '\n')
assert log.contains("Loss.expr:1:1: error: the gradient of 'Loss' takes")
assert log.contains('at most 1.25 times are allowed [expensive-gradient]')
assert log.contains('hint: line 3 and its derivatives take')
assert !new File(basedir, 'target/generated-sources/wengert').exists()
true
