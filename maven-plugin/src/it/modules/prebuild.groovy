// The project stands in the section Modules of the page on builds, a block for each of its files.
def page = new File(basedir, '../../../../docs/build.md').getText('UTF-8')
def section = page.substring(page.indexOf('\n## Modules\n'), page.indexOf('\n## Kotlin\n'))
def files = (section =~ /(?ms)^```\w+ (\S+)\n(.*?)^```$/).collect { [it[1], it[2]] }
assert files.size() == 4
files.each { path, text ->
    def file = new File(basedir, path)
    file.parentFile.mkdirs()
    file.setText(text, 'UTF-8')
}
true
