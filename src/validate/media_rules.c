/* SPDX-License-Identifier: ISC */
/*
 * Media RSS: what rows of vocabulary_media.def cannot say. How the text of an element is
 * meant, one of its attributes says, so that it is kept until the text is there.
 */
#include "validate/judge.h"

#include "base/url.h"
#include "model/check_form.h"

/* Keeps the attribute that says how the text of the innermost element is meant. */
static void keep(struct judge *j, const char *name, const char *otherwise)
{
	const char *value = judge_attribute(j, name);
	j->manner = arena_strdup(&j->scratch, value && *value ? value : otherwise);
}

/* Is text one of the words, which are in lower case with a space around each? */
static bool is_among(struct judge *j, struct str text, const char *words)
{
	char *wanted = arena_printf(&j->scratch, " %.*s ", STR_ARG(text));
	for (char *c = wanted; *c; c++)
		*c = ascii_lower(*c);
	return text.len && strcspn(wanted + 1, " ") == text.len && strstr(words, wanted);
}

static void tell(struct judge *j, const char *what, const char *hint)
{
	struct fg_diag *d = judge_say(j, FG_RULE_MEDIA_VALUE, "%s is %s: %s",
		judge_what(j), what, judge_quote(j, j->text));
	judge_hint(j, d, "%s", hint);
}

/* ---- group, hash ---- */

void media_group(struct judge *j, enum moment moment)
{
	if (moment == BEGINS || judge_count(j, ROW_MEDIA_CONTENT) > 1)
		return;
	judge_say(j, FG_RULE_MEDIA_GROUP, "<media:group> holds %s <media:content>",
		judge_count(j, ROW_MEDIA_CONTENT) ? "a single" : "no");
}

enum { MD5_DIGITS = 32, SHA1_DIGITS = 40 };

void media_hash(struct judge *j, enum moment moment)
{
	if (moment == BEGINS) {
		keep(j, "algo", "md5");
		return;
	}
	struct str s = str_trim(str_of(j->text));
	bool sha1 = strcmp(j->manner, "sha-1") == 0;
	size_t digits = 0;
	while (digits < s.len && strchr("0123456789abcdefABCDEF", s.data[digits]))
		digits++;
	if (digits == s.len && s.len == (sha1 ? SHA1_DIGITS : MD5_DIGITS))
		return;
	tell(j, sha1 ? "no SHA-1 hash" : "no MD5 hash",
		sha1 ? "write its 40 hexadecimal digits"
		     : "write its 32 hexadecimal digits, or say algo=\"sha-1\"");
}

/* ---- rating ---- */

/* A label of the Internet Content Rating Association: "r (nz 1 vz 1)". */
static bool is_icra(struct str s)
{
	struct str rest, word;
	size_t n = 0;
	if (!str_starts(s, "r") || !str_ends(s, ")"))
		return false;
	rest = str_trim(str_slice(s, 1, s.len - 1));
	if (!str_starts(rest, "("))
		return false;
	rest = str_trim(str_slice(rest, 1, rest.len));
	while (str_cut(&rest, ' ', &word)) {
		if (word.len == 0)
			continue;
		bool is_code = word.len == 2 && strchr("clnosvx", word.data[0]) &&
			       word.data[1] >= 'a' && word.data[1] <= 'z';
		if (n++ % 2 == 0 ? !is_code : !str_is(word, "0") && !str_is(word, "1"))
			return false;
	}
	return n > 0 && n % 2 == 0;
}

void media_rating(struct judge *j, enum moment moment)
{
	static const struct {
		const char *scheme, *words;
	} schemes[] = {
		{"urn:simple", " adult nonadult "},
		{"urn:mpaa", " g m pg pg-13 r nc-17 x nr "},
		{"urn:v-chip", " tv-y tv-y7 tv-y7-fv tv-g tv-pg tv-14 tv-ma exempt c c8 "
			       "c8+ g pg 8+ 13+ 14+ 16+ 18+ "},
	};
	if (moment == BEGINS) {
		keep(j, "scheme", "urn:simple");
		return;
	}
	struct str s = str_trim(str_of(j->text));
	if (strcmp(j->manner, "urn:icra") == 0 && !is_icra(s))
		tell(j, "no label of ICRA", "write it like r (cz 1 lz 1 nz 1 oz 1 vz 1)");
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		const char *words = schemes[i].words;
		if (strcmp(j->manner, schemes[i].scheme) != 0 || is_among(j, s, words))
			continue;
		tell(j, arena_printf(&j->scratch, "no rating of %s", schemes[i].scheme),
			arena_printf(&j->scratch, "write one of%.*s, or another scheme",
				(int)strlen(words) - 1, words));
	}
}

/* ---- credit ---- */

/* The role codes of the European Broadcasting Union, and those that the specification has
   among its examples. */
static const char *const roles[] = {"actor", "adaptor", "anchor person", "animal trainer",
	"animator", "announcer", "armourer", "art director", "artist/performer",
	"assistant camera", "assistant chief lighting technician", "assistant director",
	"assistant producer", "assistant visual editor", "author", "broadcast assistant",
	"broadcast journalist", "camera operator", "carpenter", "casting", "causeur",
	"chief lighting technician", "choir", "choreographer", "clapper loader",
	"commentary or commentator", "commentator", "commissioning broadcaster",
	"composer", "computer programmer", "conductor", "consultant",
	"continuity checker", "correspondent", "costume designer", "dancer",
	"dialogue coach", "director", "director of photography", "distribution company",
	"draughtsman", "dresser", "dubber", "editor", "editor-in-chief",
	"editor-of-the-day", "editor/producer (news)", "ensemble", "executive producer",
	"expert", "fight director", "floor manager", "focus puller", "foley artist",
	"foley editor", "foley mixer", "graphic assistant", "graphic designer",
	"greensman", "grip", "hairdresser", "illustrator", "interviewed guest",
	"interviewer", "key character", "key grip", "key talents", "leadman",
	"librettist", "lighting director", "lighting technician", "location manager",
	"lyricist", "make up artist", "manufacturer", "matte artist", "music arranger",
	"music group", "musician", "news reader", "orchestra", "participant", "performer",
	"photographer", "post", "producer", "production assistant", "production company",
	"production department", "production manager", "production secretary",
	"programme production researcher", "property manager", "publishing company",
	"puppeteer", "pyrotechnician", "reporter", "rigger", "runner", "scenario",
	"scenic operative", "script supervisor", "second assistant camera",
	"second assistant director", "second unit director", "set designer",
	"set dresser", "sign language", "singer", "sound designer", "sound mixer",
	"sound recordist", "special effects", "stunts", "subtitles", "technical director",
	"term", "translation", "transportation manager", "treatment/programme proposal",
	"vision mixer", "visual editor", "visual effects", "vocalist", "wardrobe",
	"witness"};

static bool is_role(const char *role)
{
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		if (strcmp(roles[i], role) == 0)
			return true;
	}
	return false;
}

void media_credit(struct judge *j, enum moment moment)
{
	const char *role = judge_attribute(j, "role");
	if (moment == ENDS || !role)
		return;
	keep(j, "scheme", "urn:ebu");
	bool is_ebus = strcmp(j->manner, "urn:ebu") == 0;
	bool is_upper = strpbrk(role, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != NULL;
	if (!is_upper && (!is_ebus || is_role(role)))
		return;
	j->attribute = "role";
	struct fg_diag *d = judge_say(j, FG_RULE_MEDIA_VALUE, "%s is %s: %s",
		judge_what(j), is_upper ? "not in lower case" : "no role of urn:ebu",
		judge_quote(j, role));
	judge_hint(j, d,
		"write a role code of the EBU, such as producer or musician, or name "
		"another scheme");
	j->attribute = NULL;
}

/* ---- restriction, texts ---- */

static char upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool is_country(struct str s)
{
	return s.len == 2 &&
	       check_country((char[]){upper(s.data[0]), upper(s.data[1]), '\0'});
}

static bool is_restriction(struct judge *j, struct str word)
{
	if (strcmp(j->manner, "country") == 0)
		return is_country(word);
	if (strcmp(j->manner, "uri") == 0)
		return !url_problem(arena_strndup(&j->scratch, word.data, word.len));
	return *j->manner || str_is(word, "all") || str_is(word, "none");
}

void media_restriction(struct judge *j, enum moment moment)
{
	if (moment == BEGINS) {
		keep(j, "type", "");
		return;
	}
	struct str rest = str_of(j->text), word;
	while (str_cut(&rest, ' ', &word)) {
		word = str_trim(word);
		if (word.len == 0 || is_restriction(j, word))
			continue;
		tell(j, "no list of what its type says",
			"write codes of ISO 3166 (type=\"country\"), web addresses "
			"(type=\"uri\"), or all or none without a type");
		return;
	}
}

/* It is plain text, unless its type says html. */
void media_text(struct judge *j, enum moment moment)
{
	if (moment == BEGINS)
		keep(j, "type", "plain");
	else if (strcmp(j->manner, "plain") == 0)
		judge_value(j, KIND_PROSE, j->text);
}
