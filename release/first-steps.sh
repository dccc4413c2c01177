#!/usr/bin/env bash
# Takes the first steps that the documents describe, as someone would who has a JDK, Maven and a copy of this repository,
# and an empty local Maven repository. Programs, projects and commands are read from the documents.
#
#   release/first-steps.sh [FOLDER]      works in FOLDER, which must not be there yet; else in a temporary one
#
# What cannot be tried here is said in the last lines. Takes some minutes, most of them for what Maven fetches.
set -euo pipefail

root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=${1:-$(mktemp -d)/first-steps}
[ ! -e "$work" ] || { echo "first-steps: error: $work is there already; name a folder that is not" >&2; exit 2; }
mkdir -p "$work"
work=$(cd -P "$work" && pwd)
skipped=()

begin() {
  printf '%s ... ' "$1"
  began=$SECONDS
}

end() {
  printf 'as the documents say (%s s)\n' $((SECONDS - began))
}

fail() {
  printf 'not as the documents say: %s\n' "$1" >&2
  [ ! -s "$work/log" ] || tail -n 60 "$work/log" >&2
  echo "The folder is $work" >&2
  exit 1
}

skip() {
  skipped+=("$1")
}

# block DOCUMENT SECTION INFO [NUMBER]: the first, or another, fenced block of a section that ```INFO opens.
block() {
  awk -v section="$2" -v opening="\`\`\`$3" -v number="${4:-1}" '
    !inside && /^#+ / { title = $0; sub(/^#+ /, "", title) }
    inside && $0 == "```" { if (wanted) { found = 1; exit } inside = 0; next }
    inside { if (wanted) print; next }
    /^```/ { inside = 1; wanted = title == section && $0 == opening && ++seen == number }
    END { if (!found) { print "no block ```" substr(opening, 4) " in section " section > "/dev/stderr"; exit 1 } }
  ' "$root/$1" || fail "$1 has changed, and this script has not"
}

# files DOCUMENT SECTION: writes all blocks of a section that name a file, ```LANGUAGE PATH, below the folder of now.
files() {
  local language path
  while read -r language path; do
    mkdir -p "$(dirname "$path")"
    block "$1" "$2" "$language $path" >"$path"
  done < <(awk -v section="$2" '
    !inside && /^#+ / { title = $0; sub(/^#+ /, "", title) }
    /^```/ { if (!inside && title == section && NF == 2) print substr($1, 4), $2; inside = !inside }
  ' "$root/$1")
  [ -f pom.xml ] || fail "no pom.xml in section $2 of $1"
}

# shows EXPECTED COMMAND...: the command's last line is what is expected.
shows() {
  local expected=$1 shown
  shift
  "$@" >"$work/log" 2>&1 || fail "$* fails"
  shown=$(sed "s,\x1b\[[0-9;]*m,,g" "$work/log" | grep -v "^$" | tail -n 1)
  [ "$shown" = "$expected" ] || fail "$* prints '$shown' and not '$expected'"
}

# run LINE: a command as it stands in a document.
run() {
  (eval "$1") >"$work/log" 2>&1 || fail "$1"
}

enter() {
  mkdir -p "$work/$1"
  cd "$work/$1"
}

# Every mvn of the documents is this one: the empty local repository is what the machine of a stranger has.
maven=$(command -v mvn) || { echo 'first-steps: error: no mvn' >&2; exit 2; }
mkdir "$work/bin"
printf '#!/bin/sh\nexec "%s" -B -ntp -Dstyle.color=never -Dmaven.repo.local="%s/repository" "$@"\n' "$maven" "$work" >"$work/bin/mvn"
chmod +x "$work/bin/mvn"
export PATH="$work/bin:$PATH"
runtime() {
  ls "$work"/repository/org/wengert/wengert-runtime/*/wengert-runtime-*.jar
}

begin 'A copy of the repository'
mkdir "$work/wengert"
if git -C "$root" rev-parse --is-inside-work-tree >/dev/null 2>&1; then
  (cd "$root" && git ls-files -z --cached --others --exclude-standard | tar -c --null --ignore-failed-read -T - 2>/dev/null) |
    tar -x -C "$work/wengert"
else
  (cd "$root" && tar -c --exclude=target .) | tar -x -C "$work/wengert"
fi
end

begin 'The line that installs'
install=$(block README.md 'In a build' '')
for document in docs/guide.md:'To have it' docs/build.md:'In a build'; do
  [ "$(block "${document%%:*}" "${document#*:}" '')" = "$install" ] || fail "${document%%:*} and the README install in two ways"
done
cd "$work/wengert"
run "$install"
end

begin 'The ten lines of the README and the program of the guide'
enter readme
block README.md 'In a build' xml >pom.xml
[ "$(block docs/guide.md 'A project' xml)" = "$(cat pom.xml)" ] || fail 'the guide and the README have two projects'
mkdir -p src/main/expr/org/example
block docs/guide.md 'A project' expr >src/main/expr/org/example/Loss.expr
run 'mvn compile'
grep -q 'Compiled 1 of 1 programs' "$work/log" || fail 'the program is not compiled'
run 'mvn compile'
grep -q 'Nothing to compile: programs up to date: 1' "$work/log" || fail 'a second mvn compile has something to do'
run 'mvn wengert:help -Ddetail'
grep -q 'wengert.jacobian' "$work/log" || fail 'the help names no parameters'
cat >Call.java <<'JAVA'
class Call {
    public static void main(String[] args) {
        double[] gradient = new double[2];
        System.out.printf(java.util.Locale.ROOT, "%.6g %.6g %.6g%n", org.example.Loss.gradient(0, 0, gradient), gradient[0], gradient[1]);
    }
}
JAVA
shows '9.10000 -12.2000 -6.00000' java -cp target/classes Call.java
end

# adapt BEFORE FILE: puts what it is given before the first line that contains BEFORE.
adapt() {
  awk -v before="$1" -v what="$(cat)" '!done && index($0, before) { print what; done = 1 } { print }' "$2" >"$2.new"
  mv "$2.new" "$2"
}

# dependencies NUMBER...: blocks of the page on builds, as the element of a pom.xml.
dependencies() {
  echo '<dependencies>'
  for number in "$@"; do
    block docs/build.md 'What generated Java depends on' xml "$number"
  done
  echo '</dependencies>'
}

begin 'What is said where the runtime and JUnit are missing, and emitted tests'
enter tests
mkdir -p src/main/expr/org/example
block docs/build.md Kotlin 'expr src/main/expr/org/example/Loss.expr' >src/main/expr/org/example/Loss.expr
sed 's/<plugins>/<plugins>\n/' ../readme/pom.xml >pom.xml
(eval 'mvn test') >"$work/log" 2>&1 && fail 'Java that needs the runtime is compiled without it'
grep -q 'needs org.wengert:wengert-runtime' "$work/log" || fail 'the runtime that is missing is not named'
! grep -q 'COMPILATION ERROR' "$work/log" || fail 'the compiler speaks first'
dependencies 1 | adapt '<build>' pom.xml
run 'mvn test'
(eval 'mvn test -Dwengert.emitTests') >"$work/log" 2>&1 && fail 'tests are compiled without JUnit'
grep -q 'needs org.junit.jupiter:junit-jupiter-api' "$work/log" || fail 'JUnit, which is missing, is not named'
sed -i '/^<dependencies>/,/^<\/dependencies>/d' pom.xml
dependencies 1 2 | adapt '<build>' pom.xml
block docs/build.md 'Emitted tests' xml | adapt '<plugin>' pom.xml
run 'mvn test -Dwengert.emitTests'
grep -q 'Running org.example.LossDerivativesTest' "$work/log" || fail 'no emitted test is run'
end

begin 'The first example of the Java API'
enter java-api
mkdir -p src/main/java/org/example
{
  printf 'package org.example;\n\nimport org.wengert.*;\n\nclass Example {\n    public static void main(String[] args) {\n'
  block docs/java-api.md 'Java API' java
  printf '    }\n}\n'
} >src/main/java/org/example/Example.java
sed '/<build>/,/<\/build>/d' ../readme/pom.xml >pom.xml
{ echo '<dependencies>'; block docs/java-api.md 'Java API' xml; echo '</dependencies>'; } | adapt '</project>' pom.xml
expected=$(block docs/java-api.md 'Java API' java | sed -n 's,.*// -> ,,p' | tail -n 1)
shows "$expected" mvn -q compile exec:java -Dexec.mainClass=org.example.Example
end

begin 'A project that is a module'
enter modules
files docs/build.md Modules
run 'mvn compile'
shows '0.0 0.0' java -p "target/classes:$(runtime)" -m org.example/org.example.Main
jlink --module-path "target/classes:$(runtime)" --add-modules org.example --output image >"$work/log" 2>&1 ||
  fail 'no image can be linked of the module'
shows '0.0 0.0' image/bin/java -m org.example/org.example.Main
end

for language in Kotlin Scala; do
  begin "A project in $language"
  enter "$language"
  files docs/build.md "$language"
  main=$(sed -n "/^## $language\$/,/^## /s/.*-Dexec.mainClass=\\([A-Za-z.]*\\).*/\\1/p" "$root/docs/build.md")
  shows '0.0 0.0' mvn -q compile exec:java -Dexec.mainClass="$main"
  end
done

begin 'The line that installs the plugin for Gradle'
cd "$work/wengert"
run "$(block docs/build.md Gradle '')"
marker=$(ls "$work"/repository/org/wengert/org.wengert.gradle.plugin/*/*.pom) || fail 'no repository says which jar the plugin org.wengert is in'
grep -q '<artifactId>wengert-gradle-plugin</artifactId>' "$marker" || fail "$marker does not say in which jar the plugin is"
end

# With the Gradle of the machine, where it has the version that the page names.
gradles=0
if command -v gradle >/dev/null; then
  gradles=$(gradle --version 2>/dev/null | sed -n 's/^Gradle \([0-9]*\).*/\1/p')
fi
if [ "$gradles" -ge 8 ]; then
  begin 'A project with the plugin for Gradle'
  enter gradle-plugin
  block docs/build.md Gradle 'groovy settings.gradle' >settings.gradle
  block docs/build.md Gradle 'groovy build.gradle' >build.gradle
  mkdir -p src/main/expr/org/example
  block docs/guide.md 'A project' expr >src/main/expr/org/example/Loss.expr
  run "gradle --no-daemon --console=plain -Dmaven.repo.local='$work/repository' build"
  [ -f build/classes/java/main/org/example/Loss.class ] || fail 'there is no class'
  end
else
  skip 'The example for the Gradle plugin was not tried: there is no gradle of version 8'
fi

if [ "$gradles" -gt 0 ]; then
  begin 'The build file for Gradle'
  enter gradle
  block docs/build.md 'Gradle without the plugin' groovy >build.gradle
  echo "rootProject.name = 'gradle'" >settings.gradle
  mkdir -p src/main/expr
  block docs/guide.md 'A project' expr >src/main/expr/Loss.expr
  run "gradle --no-daemon --offline --console=plain -PwengertCommand='$work/wengert/wengert' build"
  [ -f build/classes/java/main/org/example/Loss.class ] || fail 'there is no class'
  run "gradle --no-daemon --offline --console=plain -PwengertCommand='$work/wengert/wengert' build"
  grep -q ':wengert UP-TO-DATE' "$work/log" || fail 'a second build generates again'
  end
else
  skip 'The build file for Gradle was not tried: there is no gradle'
fi

for line in "${skipped[@]}"; do
  echo "$line"
done
[ $# -gt 0 ] || rm -rf "$(dirname "$work")"
