def runtime = null
new File(localRepositoryPath, 'org/wengert/wengert-runtime').eachFileRecurse {
    runtime = it.name.endsWith('.jar') ? it : runtime
}
def path = new File(basedir, 'target/classes').path + File.pathSeparator + runtime
def java = new File(System.getProperty('java.home'), 'bin/java').path
def run = [java, '-p', path, '-m', 'org.example/org.example.Main'].execute()
assert run.text.trim() == '0.0 0.0' && run.waitFor() == 0
true
