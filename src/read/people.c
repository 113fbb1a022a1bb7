/* SPDX-License-Identifier: ISC */
#include "base/diag.h"
#include "base/str.h"
#include "base/vec.h"
#include "model/rule.h"
#include "read/assign.h"
#include "read/gather.h"

/* The names of lists of people that tell their role (Podcast Taxonomy). */
static const struct {
	const char *name, *role;
} roles[] = {
	{"host", "host"},
	{"hosts", "host"},
	{"cohost", "co-host"},
	{"cohosts", "co-host"},
	{"guest", "guest"},
	{"guests", "guest"},
};

/* The role of those listed under name, whose last part counts; NULL: it tells none. */
static const char *role_of(const char *name)
{
	const char *last = gather_last_part(name);
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		if (field_name_is(last, roles[i].name))
			return roles[i].role;
	}
	return NULL;
}

/* "contributors" is everybody: hosts, guests, who cuts the sound. */
static bool is_contributor(const char *name)
{
	const char *last = gather_last_part(name);
	return field_name_is(last, "contributor") || field_name_is(last, "contributors");
}

static const struct {
	const char *name;
	size_t offset;
} parts[] = {
	{"name", offsetof(struct fg_person, name)},
	{"role", offsetof(struct fg_person, role)},
	{"group", offsetof(struct fg_person, group)},
	{"href", offsetof(struct fg_person, href)},
	{"url", offsetof(struct fg_person, href)},
	{"uri", offsetof(struct fg_person, href)},
	{"link", offsetof(struct fg_person, href)},
	{"website", offsetof(struct fg_person, href)},
	{"img", offsetof(struct fg_person, img)},
	{"image", offsetof(struct fg_person, img)},
	{"avatar", offsetof(struct fg_person, img)},
};

enum { PARTS = sizeof parts / sizeof *parts };

static size_t part_named(const char *name)
{
	size_t i = 0;
	while (i < PARTS && !field_name_is(parts[i].name, name))
		i++;
	return i;
}

/* Episodes' people may have what their site wants; a show config is ours alone. */
static void warn_unknown(const struct slot *s, const struct node *n)
{
	struct fg_diags *diags = s->to->run->diags;
	if (!s->to->of_show || field_name_is(n->key, "email"))
		return;
	struct fg_diag *d = diag_add(diags, FG_RULE_FIELD_UNKNOWN,
		point_place(s->to->file, n->key_at), "“%s” is nothing that a person has",
		n->key);
	for (size_t i = 0; i < PARTS; i++) {
		if (str_resembles(n->key, parts[i].name)) {
			diag_hint(diags, d, "did you mean “%s”?", parts[i].name);
			return;
		}
	}
}

/* aka: one other spelling of the name, or several. */
static void take_aka(const struct slot *s, const struct node *n, struct fg_person *person)
{
	struct arena *a = s->to->run->arena;
	if (n->kind == NODE_SCALAR && !node_is_empty(n))
		*vec_push(a, &person->aka) = n->text;
	for (const struct node *m = n->kind == NODE_LIST ? n->first : NULL; m;
		m = m->next) {
		if (m->kind == NODE_SCALAR && !node_is_empty(m))
			*vec_push(a, &person->aka) = m->text;
	}
}

static bool take_parts(const struct slot *s, const struct node *map, struct fg_person *p)
{
	bool good = true;
	for (const struct node *n = map->first; n; n = n->next) {
		size_t i = part_named(n->key);
		if (field_name_is(n->key, "aka"))
			take_aka(s, n, p);
		else if (i == PARTS)
			warn_unknown(s, n);
		else if (n->kind != NODE_SCALAR)
			good = slot_fail_member(s, n);
		else if (!node_is_empty(n))
			*(const char **)((char *)p + parts[i].offset) = n->text;
	}
	if (good && !p->name) {
		diag_add(s->to->run->diags, FG_RULE_FIELD_PERSON_NAMELESS,
			node_place(s->to->file, map), "a person without a name");
		good = false;
	}
	return good;
}

static bool add_person(const struct slot *s, const struct node *n)
{
	struct fg_people *people = s->member;
	struct fg_person person = {.role = role_of(s->name),
		.is_contributor = is_contributor(s->name),
		.at = node_pos(n)};
	if (n->kind == NODE_LIST)
		return slot_fail_shape(s, n);
	if (node_is_empty(n))
		return true;
	if (n->kind == NODE_SCALAR)
		person.name = n->text;
	else if (!take_parts(s, n, &person))
		return false;
	*vec_push(s->to->run->arena, people) = person;
	return true;
}

/* ---- several in one text ---- */

/* What stands behind a comma and is still of the name before it. */
static bool is_suffix(struct str part)
{
	static const char *const suffixes[] = {"Jr", "Jr.", "Sr", "Sr.", "II", "III",
		"IV", "PhD", "Ph.D.", "MD", "M.D.", "Esq.", "Inc", "Inc.", "LLC", "Ltd",
		"Ltd."};
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
		if (str_case_is(part, suffixes[i]))
			return true;
	}
	return false;
}

/* Length of what separates two names where s begins; 0: nothing does. */
static size_t separator(struct str s)
{
	static const char *const words[] = {" & ", " and "};
	size_t comma = str_starts(s, ",") || str_starts(s, ";"), end = comma;
	while (comma && end < s.len && !strchr(",;", s.data[end]))
		end++;
	if (comma && is_suffix(str_trim(str_slice(s, comma, end))))
		return 0;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (str_case_starts(str_slice(s, comma, s.len), words[i]))
			return comma + strlen(words[i]);
	}
	return comma;
}

static void add_name(const struct slot *s, struct str name)
{
	struct arena *a = s->to->run->arena;
	struct fg_people *people = s->member;
	name = str_trim(name);
	if (name.len)
		*vec_push(a, people) =
			(struct fg_person){.name = arena_strndup(a, name.data, name.len),
				.role = role_of(s->name),
				.is_contributor = is_contributor(s->name),
				.at = node_pos(s->node)};
}

/* "A, B & C" is three people. */
static void add_names(const struct slot *s)
{
	struct str rest = str_of(node_text(s->node));
	for (size_t i = 0; i < rest.len;) {
		size_t n = separator(str_slice(rest, i, rest.len));
		if (n == 0) {
			i++;
			continue;
		}
		add_name(s, str_slice(rest, 0, i));
		rest = str_slice(rest, i + n, rest.len);
		i = 0;
	}
	add_name(s, rest);
}

bool assign_people(const struct slot *s)
{
	bool good = true;
	if (s->node->kind == NODE_SCALAR) {
		add_names(s);
		return true;
	}
	if (s->node->kind != NODE_LIST)
		return add_person(s, s->node);
	for (const struct node *n = s->node->first; n; n = n->next)
		good = add_person(s, n) && good;
	return good;
}
