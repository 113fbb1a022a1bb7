/* SPDX-License-Identifier: ISC */
/*
 * The Podcast Taxonomy: roles and the groups they belong to (podcast:person).
 */
#include "model/check.h"

#include "model/field.h"

/* "Editor" is in two groups; the first is the one that is meant. */
static const struct {
	const char *role, *group;
} roles[] = {
	{"Director", "Creative Direction"},
	{"Assistant Director", "Creative Direction"},
	{"Executive Producer", "Creative Direction"},
	{"Senior Producer", "Creative Direction"},
	{"Producer", "Creative Direction"},
	{"Associate Producer", "Creative Direction"},
	{"Development Producer", "Creative Direction"},
	{"Creative Director", "Creative Direction"},
	{"Host", "Cast"},
	{"Co-Host", "Cast"},
	{"Guest Host", "Cast"},
	{"Guest", "Cast"},
	{"Voice Actor", "Cast"},
	{"Narrator", "Cast"},
	{"Announcer", "Cast"},
	{"Reporter", "Cast"},
	{"Author", "Writing"},
	{"Editorial Director", "Writing"},
	{"Co-Writer", "Writing"},
	{"Writer", "Writing"},
	{"Songwriter", "Writing"},
	{"Guest Writer", "Writing"},
	{"Story Editor", "Writing"},
	{"Managing Editor", "Writing"},
	{"Script Editor", "Writing"},
	{"Script Coordinator", "Writing"},
	{"Researcher", "Writing"},
	{"Editor", "Writing"},
	{"Fact Checker", "Writing"},
	{"Translator", "Writing"},
	{"Transcriber", "Writing"},
	{"Logger", "Writing"},
	{"Studio Coordinator", "Audio Production"},
	{"Technical Director", "Audio Production"},
	{"Technical Manager", "Audio Production"},
	{"Audio Engineer", "Audio Production"},
	{"Remote Recording Engineer", "Audio Production"},
	{"Post Production Engineer", "Audio Production"},
	{"Audio Editor", "Audio Post-Production"},
	{"Sound Designer", "Audio Post-Production"},
	{"Foley Artist", "Audio Post-Production"},
	{"Composer", "Audio Post-Production"},
	{"Theme Music", "Audio Post-Production"},
	{"Music Production", "Audio Post-Production"},
	{"Music Contributor", "Audio Post-Production"},
	{"Production Coordinator", "Administration"},
	{"Booking Coordinator", "Administration"},
	{"Production Assistant", "Administration"},
	{"Content Manager", "Administration"},
	{"Marketing Manager", "Administration"},
	{"Sales Representative", "Administration"},
	{"Sales Manager", "Administration"},
	{"Graphic Designer", "Visuals"},
	{"Cover Art Designer", "Visuals"},
	{"Social Media Manager", "Community"},
	{"Consultant", "Misc."},
	{"Intern", "Misc."},
	{"Camera Operator", "Video Production"},
	{"Lighting Designer", "Video Production"},
	{"Camera Grip", "Video Production"},
	{"Assistant Camera", "Video Production"},
	{"Editor", "Video Post-Production"},
	{"Assistant Editor", "Video Post-Production"},
};
enum { N_ROLES = sizeof roles / sizeof *roles };

bool check_role(const char *role, const char **group)
{
	for (size_t i = 0; i < N_ROLES; i++) {
		if (!str_case_is(str_of(role), roles[i].role))
			continue;
		*group = roles[i].group;
		return true;
	}
	return false;
}

bool check_group(const char *group)
{
	for (size_t i = 0; i < N_ROLES; i++) {
		if (str_case_is(str_of(group), roles[i].group))
			return true;
	}
	return false;
}

const char *role_spelt(const char *role)
{
	for (size_t i = 0; i < N_ROLES; i++) {
		if (field_name_is(role, roles[i].role))
			return roles[i].role;
	}
	return NULL;
}

/* What people call a role of the taxonomy, but no slip for it. */
static const struct {
	const char *word, *role;
} other_words[] = {
	{"moderator", "Host"},
	{"presenter", "Host"},
	{"interviewer", "Host"},
	{"interviewee", "Guest"},
	{"speaker", "Guest"},
	{"sound engineer", "Audio Engineer"},
	{"engineer", "Audio Engineer"},
	{"mixing", "Audio Engineer"},
	{"editing", "Audio Editor"},
	{"musician", "Music Contributor"},
	{"music", "Theme Music"},
	{"artwork", "Cover Art Designer"},
	{"illustrator", "Graphic Designer"},
	{"actor", "Voice Actor"},
	{"journalist", "Reporter"},
	{"transcription", "Transcriber"},
};

const char *role_nearest(const char *role)
{
	for (size_t i = 0; i < sizeof other_words / sizeof *other_words; i++) {
		if (field_name_is(role, other_words[i].word))
			return other_words[i].role;
	}
	for (size_t i = 0; i < N_ROLES; i++) {
		if (str_resembles(role, roles[i].role))
			return roles[i].role;
	}
	return NULL;
}

const char *group_nearest(const char *group)
{
	for (size_t i = 0; i < N_ROLES; i++) {
		if (field_name_is(group, roles[i].group) ||
			str_resembles(group, roles[i].group))
			return roles[i].group;
	}
	return NULL;
}
