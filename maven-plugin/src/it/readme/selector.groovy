// The project names no versions of Maven's own plugins. Those that 3.8 takes are fetched for it.
mavenVersion.startsWith('3.8.')
