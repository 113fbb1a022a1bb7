# feedgen: GNU make and pkg-config, one file, no configure.
#
#   make                 ./feedgen
#   make deps            installs what building and testing need (Debian packages; as root)
#   make demo            makes the sample show's feed, asking a real server on loopback
#   make check           every test, and every check of the code
#   make bench           how fast it is, beside others; bench-quick: in less than a minute
#   make torture         each allocation of a build fails once (minutes; make check: a sample)
#   make install         PREFIX (/usr/local) and DESTDIR as usual; make uninstall takes it back
#   make fuzz            TARGET=notes SECONDS=300: fuzzes one target with clang
#
# DEV=1 turns warnings into errors. FLAVOUR=san builds with ASan and UBSan, FLAVOUR=tsan with
# TSan, each in a folder of its own. V=1 shows the commands. ROOMS="base model read" builds
# part of the library, ROOM=read runs the unit tests of one room.

PREFIX  ?= /usr/local
MANDIR  ?= $(PREFIX)/share/man
DESTDIR ?=
FLAVOUR ?=
BUILD   ?= build$(if $(FLAVOUR),/$(FLAVOUR))
VERSION := 0.1.0
Q       := $(if $(V),,@)
# Debian's: the tests need its modules, and another may come first in PATH.
PYTHON  ?= /usr/bin/python3

# One package a line, with what it is for; CONTRIBUTING.md says why this one.
DEB_BUILD := gcc make pkg-config libc6-dev libxml2-dev libyaml-dev libcurl4-openssl-dev \
	libssl-dev libcmark-dev libsqlite3-dev libtagc0-dev zlib1g-dev tzdata ca-certificates
DEB_TEST := clang-format clang libclang-rt-14-dev libcmocka-dev libxml2-utils jing \
	mandoc nginx-light openssl perl python3 python3-yaml python3-lxml strace faketime valgrind iproute2 \
	ffmpeg aria2 curl

ROOMS ?= $(filter-out app,$(notdir $(wildcard src/*)))
ROOM  ?= $(ROOMS)
PKGS  := libxml-2.0 yaml-0.1 libcurl libssl libcrypto libcmark sqlite3 zlib

# `make check` holds the code to DEV=1.
DEV ?= $(if $(filter check check-%,$(MAKECMDGOALS)),1)

WARN := -Wall -Wextra -Wformat=2 -Wconversion -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wvla -Wundef -Wpointer-arith -Wcast-qual -Wwrite-strings
OPT    := -O3 -g
HARDEN := -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection \
	-fcf-protection -ftrivial-auto-var-init=zero -fPIE
HARDEN_LD := -pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code
ifeq ($(FLAVOUR),san)
OPT    := -O1 -g
HARDEN := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
HARDEN_LD := -fsanitize=address,undefined
endif
ifeq ($(FLAVOUR),tsan)
OPT    := -O1 -g
HARDEN := -fsanitize=thread
HARDEN_LD := -fsanitize=thread
endif
ifeq ($(FLAVOUR),fuzz)
CC     := clang
OPT    := -O1 -g
HARDEN := -fsanitize=fuzzer-no-link,address,undefined -fno-omit-frame-pointer
HARDEN_LD := -fsanitize=fuzzer,address,undefined
endif

# Asked once, and only when something may be compiled: `make deps` may come before it.
PKG_CFLAGS = $(eval PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS)))$(PKG_CFLAGS)
PKG_LIBS   = $(eval PKG_LIBS := $(shell pkg-config --libs $(PKGS)))$(PKG_LIBS)
CFLAGS    ?= $(OPT)
FG_CFLAGS  = -std=c11 -D_GNU_SOURCE -DFEEDGEN_VERSION='"$(VERSION)"' -Iinclude -Isrc \
	$(CFLAGS) $(HARDEN) $(WARN) $(if $(DEV),-Werror) -pthread $(PKG_CFLAGS)
FG_LDFLAGS = $(LDFLAGS) $(HARDEN_LD) -pthread
COMPILE = $(CC) $(FG_CFLAGS) -MMD -MP

# What programs are made with. All objects hang on this file, which changes when that does;
# -Werror makes no other object.
FLAGS      = $(filter-out -Werror,$(COMPILE)) $(FG_LDFLAGS)
FLAGS_FILE := $(BUILD)/flags

LIB_SRC := $(foreach r,$(ROOMS),$(sort $(wildcard src/$(r)/*.c)))
APP_SRC := $(sort $(wildcard src/app/*.c))
RNG     := $(sort $(wildcard src/validate/schema/*.rng))
GEN_SRC := $(if $(filter validate,$(ROOMS)),$(BUILD)/gen/schemas.c)
LIB_OBJ := $(LIB_SRC:%.c=$(BUILD)/%.o) $(GEN_SRC:.c=.o)
APP_OBJ := $(APP_SRC:%.c=$(BUILD)/%.o)
LIB     := $(BUILD)/libfeedgen.a
BIN     := $(BUILD)/feedgen
MAN     := $(BUILD)/man/feedgen.1 $(BUILD)/man/feedgen.yaml.5 $(BUILD)/man/feedgen-rules.7

UNIT_SRC := $(foreach r,$(ROOM),$(sort $(wildcard tests/unit/$(r)/test_*.c)))
UNIT_BIN := $(UNIT_SRC:%.c=$(BUILD)/%)
FUZZ_SRC := $(sort $(wildcard tests/fuzz/fuzz_*.c))
FUZZ_BIN := $(FUZZ_SRC:%.c=$(BUILD)/%)
TEST_BIN := $(BUILD)/tests/http/badserver $(BUILD)/tests/http/probe_cli \
	$(BUILD)/tests/http/ask_cli \
	$(BUILD)/tests/fault/stage_cli $(BUILD)/tests/fault/starve.so
TAP      := $(sort $(wildcard tests/cli/*.t tests/lint/*.t tests/validate/*.t tests/golden/*.t tests/http/*.t \
	tests/fault/*.t))
TESTS_ENV = FEEDGEN=$(abspath $(BIN)) BUILD=$(abspath $(BUILD)) FLAVOUR=$(FLAVOUR) \
	MAN=$(abspath $(BUILD)/man) CC=$(CC) PYTHON=$(PYTHON)

all: $(if $(filter build,$(BUILD)),feedgen,$(BIN)) $(MAN)

# The command people type is ./feedgen, whatever folder it was built in.
feedgen: $(BIN)
	@ln -sf $(BIN) $@

# Without libcurl, which is loaded when it is needed: src/app/late_curl.c.
$(BIN): $(APP_OBJ) $(LIB)
	$(Q)$(CC) $(FG_LDFLAGS) -o $@ $(APP_OBJ) $(LIB) $(filter-out -lcurl,$(PKG_LIBS))

$(LIB): $(LIB_OBJ)
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $(LIB_OBJ)

$(LIB_OBJ) $(APP_OBJ) $(BIN): $(FLAGS_FILE)

# When packages are installed in the same run, that comes first.
$(FLAGS_FILE): FORCE | $(filter deps,$(MAKECMDGOALS))
	@mkdir -p $(@D)
	@echo '$(subst ','\'',$(FLAGS))' >$@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(Q)$(COMPILE) -c -o $@ $<

$(BUILD)/gen/%.o: $(BUILD)/gen/%.c
	$(Q)$(COMPILE) -c -o $@ $<

# The grammars, as C strings.
$(BUILD)/gen/schemas.c: tests/tools/embed.sh $(RNG)
	@mkdir -p $(@D)
	$(Q)sh tests/tools/embed.sh $(RNG) >$@

# The man pages: two have middles made from the tables.
$(BUILD)/man/tables: man/tables.c $(LIB)
	@mkdir -p $(@D)
	$(Q)$(COMPILE) $(FG_LDFLAGS) -o $@ $< $(LIB) $(PKG_LIBS)

$(BUILD)/man/%: man/%.in $(BUILD)/man/tables
	$(Q)$(BUILD)/man/tables <$< >$@

$(BUILD)/man/%: man/%
	@mkdir -p $(@D)
	$(Q)cp $< $@

$(BUILD)/tests/unit/%: tests/unit/%.c $(LIB)
	@mkdir -p $(@D)
	$(Q)$(COMPILE) -Itests/unit $(FG_LDFLAGS) -o $@ $< $(LIB) $(PKG_LIBS) -lcmocka

$(BUILD)/tests/fuzz/%: tests/fuzz/%.c tests/fuzz/fuzz.h tests/fuzz/replay.c $(LIB)
	@mkdir -p $(@D)
	$(Q)$(COMPILE) $(FG_LDFLAGS) -o $@ $< $(if $(filter fuzz,$(FLAVOUR)),,tests/fuzz/replay.c) \
		$(LIB) $(PKG_LIBS)

# To be preloaded: without what hardens and checks programs.
$(BUILD)/tests/fault/%.so: tests/fault/%.c $(FLAGS_FILE)
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 -D_GNU_SOURCE -O2 -fPIC -shared $(WARN) $(if $(DEV),-Werror) -o $@ $<

$(BUILD)/tests/bench/%: tests/bench/%.c $(FLAGS_FILE)
	@mkdir -p $(@D)
	$(Q)$(COMPILE) $(FG_LDFLAGS) -o $@ $< -lssl -lcrypto

$(BUILD)/tests/%: tests/%.c $(LIB)
	@mkdir -p $(@D)
	$(Q)$(COMPILE) $(FG_LDFLAGS) -o $@ $< $(LIB) $(PKG_LIBS)

# ---- tests ----

# The code as it is written: layers, limits, banned calls, layout; then all the tests, plain
# and with sanitizers, and what a build costs.
check: check-code check-man check-tests bench-cost
	$(Q)$(MAKE) --no-print-directory FLAVOUR=san DEV=1 check-tests
	@echo "feedgen: all checks passed"

check-code:
	$(Q)$(PYTHON) tests/tools/layers.py
	$(Q)$(PYTHON) tests/tools/limits.py
	$(Q)clang-format --dry-run -Werror $$(git ls-files '*.c' '*.h')
	$(Q)$(TESTS_ENV) prove tests/tools/*.t

check-man: $(MAN)
	$(Q)mandoc -Tlint -W warning $(MAN)

check-tests: unit replay check-tap

# Unit tests; ROOM=read only those of one room.
unit: $(UNIT_BIN)
	$(Q)set -e; for t in $(UNIT_BIN); do CMOCKA_MESSAGE_OUTPUT=stdout $$t; done

# Every input that a fuzzer has found worth keeping.
replay: $(FUZZ_BIN)
	$(Q)set -e; for t in $(FUZZ_BIN); do \
		n=$${t##*/fuzz_}; $$t tests/fuzz/corpus/$$n; done

check-tap: all $(TEST_BIN)
	$(Q)$(TESTS_ENV) prove $(TAP)

torture: all $(TEST_BIN)
	$(Q)POINTS=all $(TESTS_ENV) prove -v tests/fault/memory.t tests/fault/sidecars.t \
		tests/http/starved.t

# A real show of your own: CORPUS=DIR has feeds/*.yaml and episodes/.
check-corpus: all
	$(Q)$(TESTS_ENV) CORPUS=$(CORPUS) prove tests/tools/corpus.sh

# Takes over what the sample show's feed is now, and shows the difference.
golden: all
	$(Q)GOLDEN=update $(TESTS_ENV) sh tests/golden/golden.t

# TARGET=notes SECONDS=300
fuzz: SECONDS ?= 60
fuzz:
	$(Q)$(MAKE) --no-print-directory FLAVOUR=fuzz build/fuzz/tests/fuzz/fuzz_$(TARGET)
	@mkdir -p build/fuzz/found/$(TARGET)
	build/fuzz/tests/fuzz/fuzz_$(TARGET) -max_total_time=$(SECONDS) -timeout=2 -rss_limit_mb=1024 \
		build/fuzz/found/$(TARGET) tests/fuzz/corpus/$(TARGET)

# RUNS=5: how fast the probe room asks, beside curl and aria2.
bench-probe: $(BUILD)/tests/http/probe_cli $(BUILD)/tests/bench/latency
	$(Q)$(TESTS_ENV) $(PYTHON) tests/bench/probe.py

# How fast feedgen builds, beside rivals if they are there (tests/bench/bench.py says how); quick:
# small shows, less than a minute.
bench: all $(BUILD)/tests/bench/measure $(BUILD)/tests/bench/latency
	$(Q)$(TESTS_ENV) $(PYTHON) tests/bench/bench.py

bench-quick: RUNS ?= 3
bench-quick: all $(BUILD)/tests/bench/measure $(BUILD)/tests/bench/latency
	$(Q)$(TESTS_ENV) RUNS=$(RUNS) $(PYTHON) tests/bench/bench.py quick

# What builds of fixed shows cost in instructions, held to tests/bench/cost.txt. UPDATE=1 takes
# over what they cost now.
bench-cost: all
	$(Q)UPDATE=$(UPDATE) $(TESTS_ENV) $(PYTHON) tests/bench/cost.py

# ---- the sample show ----

demo: all
	$(Q)$(TESTS_ENV) sh tests/tools/demo.sh

# ---- packages and installing ----

deps:
	apt-get update -qq
	DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
		$(DEB_BUILD) $(DEB_TEST)

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(MANDIR)/man1 \
		$(DESTDIR)$(MANDIR)/man5 $(DESTDIR)$(MANDIR)/man7
	install -m 755 $(BIN) $(DESTDIR)$(PREFIX)/bin/feedgen
	install -m 644 $(BUILD)/man/feedgen.1 $(DESTDIR)$(MANDIR)/man1/
	install -m 644 $(BUILD)/man/feedgen.yaml.5 $(DESTDIR)$(MANDIR)/man5/
	install -m 644 $(BUILD)/man/feedgen-rules.7 $(DESTDIR)$(MANDIR)/man7/

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/feedgen $(DESTDIR)$(MANDIR)/man1/feedgen.1 \
		$(DESTDIR)$(MANDIR)/man5/feedgen.yaml.5 $(DESTDIR)$(MANDIR)/man7/feedgen-rules.7

clean:
	rm -rf build feedgen

-include $(BUILD)/tests/bench/latency.d $(BUILD)/tests/bench/measure.d $(LIB_OBJ:.o=.d) $(APP_OBJ:.o=.d) $(UNIT_BIN:=.d) $(FUZZ_BIN:=.d) $(TEST_BIN:=.d)

.PHONY: all check torture check-corpus check-code check-man check-tests check-tap unit replay golden fuzz bench bench-quick bench-cost bench-probe demo deps install \
	uninstall clean FORCE
.DELETE_ON_ERROR:
.SECONDARY:
