// Not the plugin's: it stays.
def own = new File(basedir, 'target/generated-sources/wengert/org/example/Own.java')
own.parentFile.mkdirs()
own.text = 'package org.example; class Own {}'
true
