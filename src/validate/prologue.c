/* SPDX-License-Identifier: ISC */
#include "validate/prologue.h"

#include "base/diag.h"
#include "model/xml_fault.h"
#include "validate/served.h"

static struct fg_place place_at(const struct judge *j, struct xmlscan_place at)
{
	return (struct fg_place){j->file, at.line, at.column};
}

void prologue_doctype(struct judge *j, const char *public_id, const char *system_id)
{
	struct fg_place at = place_at(j, xmlread_doctype_at(j->reader));
	const char *id = system_id ? system_id : public_id ? public_id : "";
	if (str_find(str_of(id), "my.netscape.com", 0) != STR_NONE)
		diag_add(j->run->diags, FG_RULE_XML_DOCTYPE_DEAD, at,
			"the DOCTYPE leads to %s, which is gone", id);
	else
		diag_add(j->run->diags, FG_RULE_XML_DOCTYPE, at,
			"the feed has a DOCTYPE%s%s", *id ? " that leads to " : "", id);
}

/* ---- namespaces ---- */

/* A URI that is meant for one we know, but is another to a strict reader. */
static void tell_near(struct judge *j, enum vocabulary ns, const char *uri)
{
	struct fg_diag *d = judge_say(j, FG_RULE_FEED_NAMESPACE,
		"the namespace %s is not that of %s:", judge_quote(j, uri),
		namespaces[ns].prefix);
	judge_hint(j, d, "write exactly %s", namespaces[ns].uri);
}

static void judge_prefix(struct judge *j, enum vocabulary ns, const char *prefix)
{
	enum vocabulary usual = namespace_of_prefix(prefix);
	if (usual < NS_COUNT && usual != ns)
		judge_say(j, FG_RULE_FEED_PREFIX_TAKEN,
			"the prefix %s: stands for another namespace than %s", prefix,
			namespaces[usual].uri);
	else if (ns < NS_COUNT && *namespaces[ns].prefix &&
		 strcmp(prefix, namespaces[ns].prefix) != 0)
		judge_say(j, FG_RULE_FEED_PREFIX_UNUSUAL,
			"the prefix of %s is %s: here, and %s: everywhere else",
			namespaces[ns].uri, prefix, namespaces[ns].prefix);
}

void prologue_bindings(struct judge *j)
{
	for (size_t i = 0; i < j->element->binding_count; i++) {
		const struct xmlread_binding *b = &j->element->bindings[i];
		bool near;
		enum vocabulary ns = namespace_find(b->uri, &near);
		if (near && ns < NS_COUNT)
			tell_near(j, ns, b->uri);
		else if (b->prefix)
			judge_prefix(j, ns, b->prefix);
	}
}

static bool is_expected(const char *uri)
{
	static const enum vocabulary expected[] = {
		NS_ITUNES, NS_PODCAST, NS_ATOM, NS_CONTENT};
	bool near;
	enum vocabulary ns = namespace_find(uri, &near);
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		if (ns == expected[i])
			return true;
	}
	return false;
}

/* Those that tools of podcasts declare in any case are not noted. */
static void note_bindings(struct judge *j)
{
	size_t room = sizeof j->unused / sizeof *j->unused;
	for (size_t i = 0; i < j->element->binding_count; i++) {
		const struct xmlread_binding *b = &j->element->bindings[i];
		if (!b->prefix || is_expected(b->uri) || j->unused_count == room)
			continue;
		j->unused[j->unused_count].prefix = b->prefix;
		j->unused[j->unused_count++].uri = b->uri;
	}
}

static void use(struct judge *j, const char *uri)
{
	unsigned kept = 0;
	for (unsigned i = 0; uri && i < j->unused_count; i++) {
		if (j->unused[i].uri != uri)
			j->unused[kept++] = j->unused[i];
	}
	if (uri)
		j->unused_count = kept;
}

void prologue_use(struct judge *j, const struct xmlread_element *element)
{
	use(j, element->uri);
	for (size_t i = 0; i < element->attribute_count; i++)
		use(j, element->attributes[i].uri);
}

void prologue_ends(struct judge *j)
{
	const char *list = "";
	j->ended = true;
	for (unsigned i = 0; i < j->unused_count; i++)
		list = arena_printf(&j->scratch, "%s%s%s:", list, *list ? ", " : "",
			j->unused[i].prefix);
	if (*list)
		judge_say(j, FG_RULE_FEED_NAMESPACE_UNUSED,
			"the feed declares prefixes that it does not use: %s", list);
}

void prologue_comment(struct judge *j, struct xmlscan_place at)
{
	if (!j->ended)
		return;
	j->ended = false; /* once is enough */
	diag_add(j->run->diags, FG_RULE_FEED_COMMENT_BEHIND, place_at(j, at),
		"a comment stands behind the end of the feed");
}

/* ---- the root ---- */

static void judge_encoding(struct judge *j)
{
	bool is_utf8;
	const char *encoding = xmlread_encoding(j->reader, &is_utf8);
	if (!is_utf8)
		judge_say(j, FG_RULE_XML_NOT_UTF8, "the feed is in %s", encoding);
	if (strcmp(xmlread_version(j->reader), "1.0") != 0)
		judge_say(j, FG_RULE_XML_VERSION, "the feed says that it is XML %s",
			xmlread_version(j->reader));
}

void prologue_root(struct judge *j)
{
	const struct node *n = judge_node(j);
	const char *uri = j->element->uri ? j->element->uri : "";
	judge_encoding(j);
	if (n->row >= 0) {
		note_bindings(j);
		prologue_use(j, j->element);
		served_judge(j->run, j->from, judge_is_atom(j) ? FG_ATOM : FG_RSS);
		return;
	}
	if (strcmp(uri, namespaces[NS_RDF].uri) == 0)
		judge_say(j, FG_RULE_FEED_FORMAT_OLD,
			"this is RSS 1.0 (or 0.90), which podcast apps do not read");
	else if (strcmp(uri, namespaces[NS_ATOM03].uri) == 0)
		judge_say(j, FG_RULE_FEED_FORMAT_OLD,
			"this is Atom 0.3, a draft of 2003 that nobody reads");
	else if (strcmp(n->name, "CDF") == 0 || strcmp(n->name, "Channel") == 0)
		judge_say(j, FG_RULE_FEED_FORMAT_OLD,
			"this is CDF, a format of 1997 that nobody reads");
	else
		judge_say(j, FG_RULE_FEED_UNKNOWN, "this is no feed: it begins with <%s>",
			n->name);
}

/* ---- no XML ---- */

void prologue_fault(struct judge *j, const struct xmlread_fault *fault)
{
	struct fg_diag *d = xml_fault_tell(j->run->diags, j->file, fault);
	d->element = judge_path(j);
}
