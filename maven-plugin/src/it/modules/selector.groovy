// As in src/it/readme: the page names no versions of those of Maven's own plugins that do not matter.
mavenVersion.startsWith('3.8.')
