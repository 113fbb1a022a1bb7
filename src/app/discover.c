/* SPDX-License-Identifier: ISC */
#include "app/discover.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/fs.h"

static bool is_yaml(const char *name)
{
	struct str s = str_of(name);
	return name[0] != '.' && (str_ends(s, ".yaml") || str_ends(s, ".yml"));
}

/* The folder beside dir: dir/../feeds, told without ".." where the name allows it. */
static const char *feeds_beside(struct arena *a, const char *dir)
{
	struct str s = str_of(dir);
	while (s.len > 1 && s.data[s.len - 1] == '/')
		s.len--;
	const char *plain = arena_strndup(a, s.data, s.len);
	if (strcmp(plain, ".") == 0 || str_ends(s, "/.") || str_ends(s, ".."))
		return fs_join(a, plain, "../feeds");
	return fs_join(a, fs_dirname(a, plain), "feeds");
}

static const char *the_one_in(struct fg_run *run, const char *feeds)
{
	struct fs_names names = {0};
	const char *found = NULL;
	if (!fs_is_dir(feeds) || !fs_list(run->arena, feeds, &names))
		return NULL;
	for (size_t i = 0; i < names.len; i++) {
		if (!is_yaml(names.data[i]))
			continue;
		if (found) {
			struct fg_diag *d = diag_add(run->diags, FG_RULE_CONFIG_AMBIGUOUS,
				(struct fg_place){.file = feeds},
				"there are several show configs: %s, %s", found,
				names.data[i]);
			diag_hint(run->diags, d,
				"choose one: -c %s; or build all: feedgen build "
				"%s/*.yaml",
				fs_join(run->arena, feeds, found), feeds);
			return NULL;
		}
		found = names.data[i];
	}
	return found ? fs_join(run->arena, feeds, found) : NULL;
}

/* Said before anything is looked for in it: "no show config" would lead astray. */
static bool is_folder(struct fg_run *run, const char *dir)
{
	struct stat st;
	int error = 0;
	if (stat(dir, &st) < 0)
		error = errno;
	else if (!S_ISDIR(st.st_mode))
		error = ENOTDIR;
	else if (access(dir, R_OK | X_OK) < 0)
		error = errno;
	if (!error)
		return true;
	struct fg_diag *d = diag_add(run->diags, FG_RULE_FILE_UNREADABLE,
		(struct fg_place){.file = dir}, "the folder cannot be read: %s",
		strerror(error));
	if (error == ENOTDIR && stat(dir, &st) == 0)
		diag_hint(run->diags, d, "name the folder that it is in: %s",
			fs_dirname(run->arena, dir));
	return false;
}

/* Episodes without a config may be what an import had put in place before it was stopped. */
static void tell_none(
	struct fg_run *run, const char *dir, const char *own, const char *feeds)
{
	struct fg_place at = {.file = dir};
	if (!fg_creation_is_unfinished(dir)) {
		diag_add(run->diags, FG_RULE_CONFIG_NOT_FOUND, at,
			"no show config: there is no %s and no *.yaml in %s", own, feeds);
		return;
	}
	struct fg_diag *d = diag_add(run->diags, FG_RULE_CONFIG_NOT_FOUND, at,
		"no show config: an import into this folder was stopped before it put %s "
		"in "
		"place",
		own);
	diag_hint(run->diags, d,
		"run the import again: it takes back what the other had put in place, "
		"and "
		"makes all of it");
}

const char *discover_config(struct fg_run *run, const struct cli *cli, const char *dir)
{
	if (!is_folder(run, dir))
		return NULL;
	if (cli->config)
		return cli->config;
	const char *own = fs_join(run->arena, dir, "feed.yaml");
	if (fs_exists(own))
		return own;
	size_t before = run->diags->len;
	const char *feeds = feeds_beside(run->arena, dir);
	const char *found = the_one_in(run, feeds);
	if (!found && run->diags->len == before)
		tell_none(run, dir, own, feeds);
	return found;
}

const char *discover_lock(const struct cli *cli, const char *config)
{
	if (cli->lock)
		return strcmp(cli->lock, "none") == 0 ? NULL : cli->lock;
	struct str s = str_of(config);
	if (str_ends(s, ".yaml"))
		s.len -= strlen(".yaml");
	else if (str_ends(s, ".yml"))
		s.len -= strlen(".yml");
	return arena_printf(cli->arena, "%.*s.lock", STR_ARG(s));
}

const char *discover_cache(const struct cli *cli)
{
	if (cli->cache)
		return strcmp(cli->cache, "none") == 0 ? NULL : cli->cache;
	const char *base = getenv("XDG_CACHE_HOME");
	if (base && base[0] == '/')
		return arena_printf(cli->arena, "%s/feedgen/probes.sqlite", base);
	const char *home = getenv("HOME");
	if (!home || home[0] != '/')
		return NULL;
	return arena_printf(cli->arena, "%s/.cache/feedgen/probes.sqlite", home);
}
