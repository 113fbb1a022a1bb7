#!/bin/sh
# SPDX-License-Identifier: ISC
# The tools that hold the rules hold them: each is fed small trees with one fault each, and
# a near miss beside it.

set -u
tools=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
tests=0
failures=0

# A new tree with one good file in it.
fresh() {
	rm -rf "$tree/src" "$tree/include" "$tree/tests"
	mkdir -p "$tree/src/base" "$tree/src/read" "$tree/src/render" "$tree/src/app" \
		"$tree/include/feedgen" "$tree/tests/tools" "$tree/tests/unit"
	put src/base/good.c 'int good(void)
{
	return 0;
}'
}

licence='/* SPDX-License-Identifier: ISC */'

# put PATH TEXT: a file of this text, under a licence line.
put() {
	printf '%s\n%s\n' "$licence" "$2" >"$tree/$1"
}

# result WHETHER NAME
result() {
	tests=$((tests + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $tests - $2"
	else
		failures=$((failures + 1))
		echo "not ok $tests - $2"
		sed 's/^/# /' "$tree/out"
	fi
}

# finds TOOL NAME TEXT: the tool fails and says just this, in one line.
finds() {
	python3 "$tools/$1.py" "$tree" >"$tree/out" 2>&1
	status=$?
	grep -v -e '-->' -e '^[a-z]*$' "$tree/out" >"$tree/said"
	[ $status -eq 1 ] && [ "$(wc -l <"$tree/said")" -eq 1 ] && grep -qF -- "$3" "$tree/said"
	result $? "$1 finds $2"
}

# passes TOOL NAME: the tool is content.
passes() {
	python3 "$tools/$1.py" "$tree" >"$tree/out" 2>&1
	result $? "$1 passes $2"
}

# repeat N TEXT
repeat() {
	awk -v n="$1" -v text="$2" 'BEGIN { while (n-- > 0) print text }'
}

# ---- limits: functions ----

function_of() {
	put src/base/f.c "int f(int x)
{
$(repeat $(($1 - 4)) '	x++;')
	return x;
}"
}
fresh
function_of 60
passes limits "a function of 60 lines"
function_of 61
finds limits "a function of 61 lines" "src/base/f.c:2: function-lines: f: lines 61, limit 60"

fresh
put src/base/f.c 'int f(int a, int b, int c, int d, int (*e)(int, int))
{
	return a + b + c + d + e(a, b);
}'
passes limits "five parameters, one of them a function"
put src/base/f.c 'int f(int a, int b, int c, int d, int e, int g)
{
	return a + b + c + d + e + g;
}'
finds limits "six parameters" "function-parameters: f: parameters 6, limit 5"

fresh
put src/base/f.c 'void f(int x)
{
	while (x) {
		switch (x) {
		case 1: {
			for (;;) {
				if (x)
					return;
			}
		}
		}
	}
}'
passes limits "three levels, and a statement that is no block"
put src/base/f.c 'void f(int x)
{
	while (x) {
		do {
			for (;;) {
				if (x) {
					x--;
				}
			}
		} while (x);
	}
}'
finds limits "four levels" "function-nesting: f: nesting 4, limit 3"
put src/base/f.c 'void f(int x)
{
	while (x)
		for (;;)
			if (x)
				for (;;)
					if (x)
						x--;
}'
finds limits "four levels without braces" "function-nesting: f: nesting 4, limit 3"
put src/base/f.c 'void f(int x)
{
	if (x == 1) {
		x++;
	} else if (x == 2) {
		x++;
	} else if (x == 3) {
		x++;
	} else if (x == 4) {
		x++;
	} else {
		x++;
	}
}'
passes limits "a long else-if chain, which is one level"

fresh
put src/base/f.c "int f(int x)
{
$(repeat 14 '	x += x && 1;')
	return x;
}"
passes limits "complexity 15"
put src/base/f.c "int f(int x)
{
$(repeat 13 '	x += x && 1;')
	if (x || x)
		return 0;
	return x;
}"
finds limits "complexity 16" "function-complexity: f: complexity 16, limit 15"
put src/base/f.c "int f(int x)
{
	switch (x) {
$(repeat 15 '	case 1: return 1; /* && || ? */')
	default:
		return sizeof \"&& || ?\";
	}
}"
finds limits "fifteen cases, but no comments and no texts" "complexity 16, limit 15"

put src/base/f.c "int f(int x)
{
	switch (x) {
$(repeat 30 '	case 1:')
		return 1;
	default:
		return 0;
	}
}"
passes limits "thirty labels of one case"

# ---- limits: files and lines ----

fresh
put src/base/f.h "$(repeat 499 'extern const int f;')"
passes limits "a file of 500 lines"
put src/base/f.h "$(repeat 500 'extern const int f;')"
finds limits "a file of 501 lines" "file-lines: -: lines 501, limit 500"
fresh
put src/base/rows.def "$(repeat 501 'ROW(1)')"
passes limits "a long table"

fresh
put src/base/f.h "/*	$(printf '%089d' 0)*/"
passes limits "100 columns, counted with tabs of 8"
put src/base/f.h "/*	$(printf '%091d' 0)*/"
finds limits "101 columns" "src/base/f.h:2: width: 101 columns"
put src/base/f.h "/*$(repeat 96 … | tr -d '\n')*/"
passes limits "100 columns of more bytes"
put src/base/f.h 'extern const int f; '
finds limits "white space at the end of a line" "src/base/f.h:2: white-space"
put src/base/f.h '/* TO''DO: more */'
finds limits "what is not done" "src/base/f.h:2: unfinished"
fresh
printf 'int f(void);\n' >"$tree/src/base/f.h"
finds limits "a missing licence line" "src/base/f.h:1: licence"
for name in util.c string_utils.h common.h helper.sh file-helpers.t; do
	fresh
	put "src/base/$name" ''
	finds limits "the name $name" "src/base/$name: name"
done
fresh
put src/base/utility_pole.h ''
put src/base/commonwealth.h ''
passes limits "names that only resemble those"

# ---- limits: calls and state ----

for call in strcpy sprintf strtok atoi strptime localtime mktime setlocale system popen \
	alloca; do
	fresh
	put src/base/f.c "int f(void)
{
	return $call(0);
}"
	finds limits "a call of $call" "src/base/f.c:4: banned: calls $call"
done
fresh
put tests/unit/f.c 'int f(void)
{
	return strcat(0, 0);
}'
finds limits "a banned call in a test" "tests/unit/f.c:4: banned: calls strcat"
for call in printf fputs exit abort; do
	fresh
	put src/read/f.c "int f(void)
{
	return $call(0);
}"
	finds limits "a room that calls $call" "src/read/f.c:4: banned: calls $call"
	fresh
	put src/app/f.c "int f(void)
{
	return $call(0);
}"
	passes limits "an app that calls $call"
done
fresh
put src/base/f.c 'int f(struct s *s)
{
	/* strcpy(a, b) */
	return s->system(1) + s->x.exit(2) + my_strcpy("strcpy(a, b)");
}'
passes limits "names that only contain those"

state() {
	fresh
	put src/base/f.c "$1"
	finds limits "the variable in: $2" "outlives a call"
}
state 'static int n;' 'static int n'
state 'int n = 1;' 'int n = 1'
state 'static const char *p;' 'a pointer that changes'
state 'static char *names[] = {"a"};' 'an array of pointers'
state 'static struct point origin;' 'a struct'
state 'static struct { int x; } origin = {1};' 'a nameless struct'
state 'static _Thread_local int n;' 'a variable of a thread'
state 'static int (*hook)(void);' 'a pointer to a function'
state 'int f(void)
{
	static int n;
	return ++n;
}' 'a function'
fresh
put src/base/f.c 'struct point;
struct point { int x; };
enum { ONE = 1 };
typedef int number;
extern const int limit;
static const int n = 1;
static const char *const names[] = {"a", "b"};
static const struct { int x; } origin = {1};
static int (*const hook)(void) = f;
static int f(int x) __attribute__((const));
_Static_assert(1, "one");
int f(int x)
{
	static const int step = 2;
	struct point p = {x};
	return p.x + step;
}'
passes limits "constants, types and declarations"
fresh
put src/app/f.c 'static int n;'
passes limits "a variable of the app"

# ---- limits: exceptions ----

fresh
function_of 70
echo 'function-lines src/base/f.c f 70 # because' >"$tree/tests/tools/limits.exceptions"
passes limits "what the exceptions allow"
function_of 71
finds limits "what grows beyond its exception" "function-lines: f: lines 71"
function_of 65
finds limits "an exception that could shrink" \
	"limits.exceptions:1: exception: function-lines src/base/f.c f: 65 is enough"
function_of 60
finds limits "an exception that nothing needs" "not needed any more"

fresh
put src/base/f.c 'int f(void)
{'
finds limits "what it cannot read" "src/base/f.c: syntax: not understood"

# ---- layers ----

fresh
put include/feedgen/diag.h ''
put src/base/a.h '#include <feedgen/diag.h>
#include <stdint.h>
#include <sys/stat.h>'
put src/read/a.c '#include <feedgen/feedgen.h>
#include "base/a.h"
#include "model/field.h"
#include "read/b.h"'
passes layers "what the table allows"
grep -q '^read *--> feedgen base model$' "$tree/out"
result $? "layers draws the arrows"
python3 "$tools/layers.py" --dot "$tree" >"$tree/out"
grep -q '	read -> base;' "$tree/out"
result $? "layers draws them for Graphviz"

arrow() {
	fresh
	put "$1" "#include $2"
	finds layers "$2 in $1" "$1:2: "
}
arrow src/read/a.c '"render/html.h"'
arrow src/base/a.c '"model/rule.h"'
arrow src/base/a.c '<feedgen/feedgen.h>'
arrow src/app/a.c '"model/field.h"'
arrow src/app/a.c '"read/source.h"'
arrow include/feedgen/a.h '"base/str.h"'
arrow src/read/a.c '"read/b.c"'
arrow src/read/a.c '<curl/curl.h>'
arrow src/base/a.c '<pthread.h>'
arrow src/render/a.c '<libxml/parser.h>'
arrow src/render/html.c '<libxml/parser.h>'
arrow src/read/a.c '<unheard-of.h>'
fresh
put src/render/html.c '#include <libxml/HTMLparser.h>'
passes layers "the library that a file is there for"
fresh
mkdir "$tree/src/attic"
put src/attic/a.c ''
finds layers "a room that nobody planned" "src/attic/a.c:1: there is no room attic"

# Only a wrong table can allow a circle: base may not include model, nor model read.
fresh
mkdir "$tree/src/model"
put src/model/a.c '#include "base/b.h"'
put src/base/a.c '#include "model/a.h"'
python3 "$tools/layers.py" "$tree" >"$tree/out"
grep -q '^a circle: base -> model -> base$' "$tree/out"
result $? "layers finds a circle"

echo "1..$tests"
[ "$failures" -eq 0 ]
