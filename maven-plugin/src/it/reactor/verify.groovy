def log = new File(basedir, 'build.log').text
assert log.contains('MultiThreadedBuilder')
assert log.count('Compiled 1 of 1 programs') == 2
['first', 'second'].each {
    assert new File(basedir, "${it} module/target/classes/org/example/Loss.class").exists()
    def java = new File(basedir, "${it} module/target/generated-sources/wengert/org/example/Loss.java").text
    assert java.contains(" * Of the ${it} module.\n") && !java.contains('\r')
}
true
