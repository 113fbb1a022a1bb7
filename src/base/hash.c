/* SPDX-License-Identifier: ISC */
#include "base/hash.h"

/* What is hashed in each run is hashed by the functions from before EVP: EVP of OpenSSL 3 first
   reads the machine's configuration and makes a list of all that it could do, which takes a
   quarter of a run that has nothing to do. */
#define OPENSSL_API_COMPAT 0x10100000L

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include "base/str.h"

enum { UUID_SIZE = 16, SHA1_SIZE = 20, SHA256_SIZE = 32, SHA384_SIZE = 48 };
#define SRI_PREFIX "sha384-"
_Static_assert(SRI_TEXT_SIZE == sizeof SRI_PREFIX + SHA384_SIZE / 3 * 4, "base64");

static int hex_value(char c)
{
	if (ascii_is_digit(c))
		return c - '0';
	char l = ascii_lower(c);
	return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

static bool is_hyphen_place(size_t i)
{
	return i == 8 || i == 13 || i == 18 || i == 23;
}

/* Reads 8-4-4-4-12 into sixteen bytes. */
static bool uuid_read(const char *text, unsigned char bytes[UUID_SIZE])
{
	size_t n = 0; /* hexadecimal digits so far */
	if (strlen(text) != UUID_TEXT_SIZE - 1)
		return false;
	memset(bytes, 0, UUID_SIZE);
	for (size_t i = 0; i < UUID_TEXT_SIZE - 1; i++) {
		if (is_hyphen_place(i)) {
			if (text[i] != '-')
				return false;
			continue;
		}
		int v = hex_value(text[i]);
		if (v < 0)
			return false;
		bytes[n / 2] = (unsigned char)(bytes[n / 2] << 4 | v);
		n++;
	}
	return true;
}

static void hex_write(const unsigned char *bytes, size_t n, char *out)
{
	static const char digits[] = "0123456789abcdef";
	for (size_t i = 0; i < n; i++) {
		*out++ = digits[bytes[i] >> 4];
		*out++ = digits[bytes[i] & 0xf];
	}
	*out = '\0';
}

static void uuid_write(const unsigned char bytes[UUID_SIZE], char out[UUID_TEXT_SIZE])
{
	char hex[2 * UUID_SIZE + 1];
	const char *next = hex;
	hex_write(bytes, UUID_SIZE, hex);
	for (size_t i = 0; i < UUID_TEXT_SIZE - 1; i++)
		out[i] = is_hyphen_place(i) ? '-' : *next++;
	out[UUID_TEXT_SIZE - 1] = '\0';
}

/* The SHA-1 of first and then second. */
static bool sha1_two(struct str first, struct str second, unsigned char out[SHA1_SIZE])
{
	SHA_CTX ctx;
	return SHA1_Init(&ctx) == 1 && SHA1_Update(&ctx, first.data, first.len) == 1 &&
	       SHA1_Update(&ctx, second.data, second.len) == 1 &&
	       SHA1_Final(out, &ctx) == 1;
}

bool uuid_is(const char *text)
{
	unsigned char bytes[UUID_SIZE];
	return text && uuid_read(text, bytes);
}

bool uuid_v5(const char *space, const char *name, char out[UUID_TEXT_SIZE])
{
	unsigned char bytes[UUID_SIZE], sum[SHA1_SIZE];
	if (!uuid_read(space, bytes))
		return false;
	struct str first = {(const char *)bytes, sizeof bytes};
	if (!sha1_two(first, str_of(name), sum))
		return false;
	sum[6] = (unsigned char)((sum[6] & 0x0f) | 0x50);
	sum[8] = (unsigned char)((sum[8] & 0x3f) | 0x80);
	uuid_write(sum, out);
	return true;
}

bool sha256_text(const void *data, size_t len, char out[SHA256_TEXT_SIZE])
{
	unsigned char sum[SHA256_SIZE];
	SHA256_CTX ctx;
	out[0] = '\0';
	if (SHA256_Init(&ctx) != 1 || SHA256_Update(&ctx, data, len) != 1 ||
		SHA256_Final(sum, &ctx) != 1)
		return false;
	hex_write(sum, sizeof sum, out);
	return true;
}

/* ---- of files ---- */

bool sri_is(const char *text)
{
	size_t n = 0;
	if (!str_starts(str_of(text), SRI_PREFIX))
		return false;
	text += strlen(SRI_PREFIX);
	while (ascii_is_alnum(text[n]) || text[n] == '+' || text[n] == '/')
		n++;
	return text[n] == '\0' && n == SHA384_SIZE / 3 * 4;
}

struct summing {
	EVP_MD_CTX *ctx;
	bool failed;
};

static void add_piece(void *ctx, struct str piece)
{
	struct summing *s = ctx;
	s->failed = s->failed || EVP_DigestUpdate(s->ctx, piece.data, piece.len) != 1;
}

enum fs_result sri_of_file(
	const char *path, char out[SRI_TEXT_SIZE], struct fs_facts *facts)
{
	unsigned char sum[SHA384_SIZE];
	struct summing s = {.ctx = EVP_MD_CTX_new()};
	s.failed = !s.ctx || EVP_DigestInit_ex(s.ctx, EVP_sha384(), NULL) != 1;
	enum fs_result result = fs_pieces(path, add_piece, &s, facts);
	s.failed = s.failed || EVP_DigestFinal_ex(s.ctx, sum, NULL) != 1;
	EVP_MD_CTX_free(s.ctx);
	if (result == FS_OK && s.failed) {
		errno = ENOMEM;
		result = FS_FAILED;
	}
	memcpy(out, SRI_PREFIX, sizeof SRI_PREFIX);
	if (result == FS_OK)
		EVP_EncodeBlock(
			(unsigned char *)out + strlen(SRI_PREFIX), sum, sizeof sum);
	return result;
}
