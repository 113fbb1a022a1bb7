/* SPDX-License-Identifier: ISC */
/*
 * Language tags. Codes of one kind have one length, so that each table is a text in
 * which the codes stand at equal distances.
 */
#include "model/check.h"

/* ISO 639-1. */
static const char languages[] =
	"aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce "
	"ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr "
	"fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is "
	"it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln "
	"lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv "
	"ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk "
	"sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw "
	"ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/* ISO 639-2, the codes for terminology; without those for "none" and "not told". */
static const char languages_long[] =
	"aar abk ace ach ada ady afa afh afr ain aka akk ale alg alt amh ang anp "
	"apa ara arc arg arn arp art arw asm ast ath aus ava ave awa aym aze bad "
	"bai bak bal bam ban bas bat bej bel bem ben ber bho bih bik bin bis bla "
	"bnt bod bos bra bre btk bua bug bul byn cad cai car cat cau ceb cel ces "
	"cha chb che chg chk chm chn cho chp chr chu chv chy cmc cnr cop cor cos "
	"cpe cpf cpp cre crh crp csb cus cym dak dan dar day del den deu dgr din "
	"div doi dra dsb dua dum dyu dzo efi egy eka ell elx eng enm epo est eus "
	"ewe ewo fan fao fas fat fij fil fin fiu fon fra frm fro frr frs fry ful "
	"fur gaa gay gba gem gez gil gla gle glg glv gmh goh gon gor got grb grc "
	"grn gsw guj gwi hai hat hau haw heb her hil him hin hit hmn hmo hrv hsb "
	"hun hup hye iba ibo ido iii ijo iku ile ilo ina inc ind ine inh ipk ira "
	"iro isl ita jav jbo jpn jpr jrb kaa kab kac kal kam kan kar kas kat kau "
	"kaw kaz kbd kha khi khm kho kik kin kir kmb kok kom kon kor kos kpe krc "
	"krl kro kru kua kum kur kut lad lah lam lao lat lav lez lim lin lit lol "
	"loz ltz lua lub lug lui lun luo lus mad mag mah mai mak mal man map mar "
	"mas mdf mdr men mga mic min mkd mkh mlg mlt mnc mni mno moh mon mos mri "
	"msa mul mun mus mwl mwr mya myn myv nah nai nap nau nav nbl nde ndo nds "
	"nep new nia nic niu nld nno nob nog non nor nqo nso nub nwc nya nym nyn "
	"nyo nzi oci oji ori orm osa oss ota oto paa pag pal pam pan pap pau peo "
	"phi phn pli pol pon por pra pro pus que raj rap rar roa roh rom ron run "
	"rup rus sad sag sah sai sal sam san sas sat scn sco sel sem sga sgn shn "
	"sid sin sio sit sla slk slv sma sme smi smj smn smo sms sna snd snk sog "
	"som son sot spa sqi srd srn srp srr ssa ssw suk sun sus sux swa swe syc "
	"syr tah tai tam tat tel tem ter tet tgk tgl tha tig tir tiv tkl tlh tli "
	"tmh tog ton tpi tsi tsn tso tuk tum tup tur tut tvl twi tyv udm uga uig "
	"ukr umb urd uzb vai ven vie vol vot wak wal war was wen wln wol xal xho "
	"yao yap yid yor ypk zap zbl zen zgh zha zho znd zul zun zza";

/* ISO 15924, the scripts in which one language is written in two ways. */
static const char scripts[] =
	"arab beng cyrl deva grek guru hans hant hebr jpan kore latn mong tfng thai";

/* ISO 3166-1 alpha-2. */
static const char countries[] =
	"AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI "
	"BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN "
	"CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK "
	"FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM "
	"HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN "
	"KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK "
	"ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP "
	"NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW "
	"SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF "
	"TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI "
	"VN VU WF WS YE YT ZA ZM ZW";

/* UN M.49, the regions that the IANA registry of subtags has. */
static const char regions[] =
	"001 002 003 005 009 011 013 014 015 017 018 019 021 029 030 034 035 039 "
	"053 054 057 061 142 143 145 150 151 154 155 202 419";

/* Is code, in any case, one of the codes of len letters in the list? */
static bool is_listed(struct str code, const char *list, size_t len)
{
	size_t total = strlen(list);
	if (code.len != len)
		return false;
	for (size_t i = 0; i + len <= total; i += len + 1) {
		size_t k = 0;
		while (k < len && ascii_lower(code.data[k]) == ascii_lower(list[i + k]))
			k++;
		if (k == len)
			return true;
	}
	return false;
}

bool check_language(const char *text, bool *three)
{
	struct str rest = str_of(text), part;
	*three = false;
	if (!str_cut(&rest, '-', &part))
		return false;
	*three = is_listed(part, languages_long, 3);
	if (!*three && !is_listed(part, languages, 2))
		return false;
	if (!str_cut(&rest, '-', &part))
		return true;
	if (is_listed(part, scripts, 4) && !str_cut(&rest, '-', &part))
		return true;
	bool region = is_listed(part, countries, 2) || is_listed(part, regions, 3);
	return region && !rest.data;
}
