package access

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// How long things last.
const (
	DefaultIdle     = 10 * time.Minute   // without a sign of life: then a short re-entry
	DefaultAbsolute = 12 * time.Hour     // a working day: then signing in again
	StepLife        = 10 * time.Minute   // between password and second factor
	EnrolLife       = 45 * time.Minute   // to finish setting up an account
	SetupLife       = 24 * time.Hour     // the link of the first start
	InvitationLife  = 7 * 24 * time.Hour // an invitation
	ResetLife       = 24 * time.Hour     // a link for a new password or factor
	DeviceLife      = 180 * 24 * time.Hour
	StrongLife      = 15 * time.Minute    // how long a second factor counts for a change of rights or of one's own account
	GlassStrong     = 5 * time.Minute     // and for breaking the glass
	GlassLife       = 60 * time.Minute    // how long a broken glass stays open
	GlassAgain      = 30 * 24 * time.Hour // a second time within this needs the lead first
	GlassReview     = 7 * 24 * time.Hour  // five working days
	touchEvery      = 30 * time.Second    // how precisely signs of life are kept
)

// Limits of what is typed.
const (
	MinPassword   = 12
	MaxPassword   = 256
	MaxName       = 120
	MaxLogin      = 200
	MaxSessions   = 20
	MaxPasskeys   = 10
	RecoveryCount = 10
)

// PasswordProblem tells what is wrong with a password as a stable code, or "". There are no rules about digits and signs:
// long, and not one that others choose too. The words are those of this person: name, sign-in name, organisation.
func PasswordProblem(password string, own ...string) string {
	switch n := utf8.RuneCountInString(password); {
	case !utf8.ValidString(password):
		return "not_text"
	case n < MinPassword:
		return "too_short"
	case n > MaxPassword:
		return "too_long"
	}
	low := strings.ToLower(password)
	distinct := map[rune]bool{}
	for _, c := range low {
		distinct[c] = true
	}
	if len(distinct) < 5 || isRun(low) {
		return "too_simple"
	}
	// What is left after the words that everybody tries, the person's own words, digits and signs.
	rest := low
	var ownWords []string
	for _, o := range own {
		ownWords = append(ownWords, strings.FieldsFunc(strings.ToLower(o), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })...)
	}
	for _, w := range append(ownWords, commonWords...) {
		if utf8.RuneCountInString(w) >= 4 {
			rest = strings.ReplaceAll(rest, w, "")
		}
	}
	rest = strings.TrimFunc(rest, func(c rune) bool { return !unicode.IsLetter(c) })
	if utf8.RuneCountInString(rest) < 4 || slices.Contains(commonWhole, low) {
		return "common"
	}
	return ""
}

// isRun finds keys in a row and counting up or down.
func isRun(s string) bool {
	up, down := true, true
	prev := rune(-1)
	for _, c := range s {
		if prev >= 0 {
			up = up && (c == prev+1 || prev == '9' && c == '0')
			down = down && (c == prev-1 || prev == '0' && c == '9')
		}
		prev = c
	}
	if up || down {
		return true
	}
	for _, row := range []string{"qwertyuiopasdfghjklzxcvbnm", "1234567890qwertyuiop", "azertyuiopqsdfghjklmwxcvbn", "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfvtgbyhnujm"} {
		if strings.HasPrefix(row, s) || strings.HasPrefix(s, row) {
			return true
		}
	}
	return false
}

// commonWords are what people put digits behind.
var commonWords = []string{"wachtwoord", "password", "passwort", "welkom", "welcome", "geheim", "secret", "qwerty", "qwertz", "azerty",
	"asdfgh", "zxcvbn", "letmein", "iloveyou", "monkey", "dragon", "football", "voetbal", "baseball", "master", "superman", "batman",
	"princess", "sunshine", "shadow", "summer", "winter", "spring", "autumn", "zomer", "lente", "herfst", "januari", "februari", "maart",
	"april", "juni", "juli", "augustus", "september", "oktober", "november", "december", "maandag", "dinsdag", "woensdag", "donderdag",
	"vrijdag", "zaterdag", "zondag", "amsterdam", "rotterdam", "utrecht", "eindhoven", "groningen", "nederland", "holland", "ajax",
	"feyenoord", "gemeente", "welzijn", "nabij", "admin", "administrator", "inloggen", "login", "changeme", "verander", "hallo", "hello",
	"test", "demo", "corona", "covid", "thuiswerken", "medewerker", "computer", "internet", "trustno1", "abc123", "abcd", "passw0rd",
	"p@ssword", "p@ssw0rd", "w@chtwoord", "wachtw00rd", "welk0m"}

// commonWhole are long passwords from lists of stolen ones.
var commonWhole = []string{"correcthorsebatterystaple", "thequickbrownfox", "maythe4thbewithyou", "ikhouvanjou", "ikhouvanjoulief", "alleswordtgoed",
	"mijnwachtwoordis", "ditismijnwachtwoord", "qwerty123456", "1qaz2wsx3edc", "1qaz2wsx3edc4rfv", "zaq12wsxcde3", "q1w2e3r4t5y6", "a1b2c3d4e5f6", "aanvallen1234",
	"iloveyou1234", "jesuschrist1", "unbelievable", "administrator", "sinterklaas1", "koningsdag01", "manchesterunited", "liverpoolfc1", "chelseafc123",
	"zaq1zaq1zaq1", "asdfasdfasdf", "qweqweqweqwe", "lettherebelight"}

// foldLogin gives the one spelling of a sign-in name.
func foldLogin(login string) string { return strings.ToLower(strings.TrimSpace(login)) }

// shortName makes the short name of an organisation from its name.
func shortName(name string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(name) {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			b.WriteRune(c)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= 40 {
			break
		}
	}
	if s := strings.Trim(b.String(), "-"); s != "" {
		return s
	}
	return "organisatie"
}

// RolesProblem tells why somebody cannot have these roles together, as a stable code, or "".
func RolesProblem(roles []Role) string {
	if len(roles) == 0 {
		return "none"
	}
	for _, r := range roles {
		if !slices.Contains(Roles, r) {
			return "unknown"
		}
	}
	if slices.Contains(roles, NetworkPartner) && len(roles) > 1 {
		return "partner_alone" // somebody of another organisation does not work here
	}
	for _, r := range []Role{Worker, TeamLead, ClientSupporter} {
		if slices.Contains(roles, Manager) && slices.Contains(roles, r) {
			return "manager_apart" // the table would close every file to them
		}
	}
	if slices.Contains(roles, PrivacyOfficer) && slices.Contains(roles, Administrator) {
		return "watcher_apart" // who watches over access does not hand it out
	}
	return ""
}

// widens tells that somebody would have a role that they had not.
func widens(old, now []Role) bool {
	return slices.ContainsFunc(now, func(r Role) bool { return !slices.Contains(old, r) })
}
