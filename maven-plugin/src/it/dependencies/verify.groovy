def log = new File(basedir, 'build.log').text.replace('\r\n', '\n')
assert log.contains('''\
org/example/Loss.java needs org.wengert:wengert-runtime, and the project does not depend on it. Add to its dependencies:
''')
assert log.contains('''
[ERROR]     <dependency>
[ERROR]       <groupId>org.wengert</groupId>
[ERROR]       <artifactId>wengert-runtime</artifactId>
''')
assert log.contains('''\
org/example/LossDerivativesTest.java needs org.junit.jupiter:junit-jupiter-api, and the project does not depend on it. Add to its dependencies:
''')
assert log.contains('''
[ERROR]       <artifactId>junit-jupiter</artifactId>
''')
assert log.count(' needs org.') == 2
assert log.count('Compiled 1 of 1 programs') == 1
assert !log.contains('COMPILATION ERROR')
true
