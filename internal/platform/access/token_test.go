package access

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestTokens(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		tok := newToken()
		if seen[tok] || len(tok) != 43 || hashToken(tok) == "" || strings.Contains(hashToken(tok), tok) {
			t.Fatalf("%q", tok)
		}
		seen[tok] = true
	}
	tok := newToken()
	for _, bad := range []string{"", tok[:42], tok + "A", " " + tok[1:], tok[:42] + "=", tok[:42] + "/", strings.Repeat("é", 43), strings.ToUpper(tok[:42]) + "\n"} {
		if hashToken(bad) != "" {
			t.Errorf("%q was taken", bad)
		}
	}
}

// FuzzToken: whatever a browser sends, it is one of ours in its one spelling, or nothing.
func FuzzToken(f *testing.F) {
	f.Add(newToken())
	f.Add("")
	f.Add(strings.Repeat("A", 43))
	f.Add(strings.Repeat("A", 42) + "B")
	f.Fuzz(func(t *testing.T, in string) {
		h := hashToken(in)
		if h == "" {
			return
		}
		raw, err := base64.RawURLEncoding.DecodeString(in)
		if err != nil || base64.RawURLEncoding.EncodeToString(raw) != in || len(raw) != 32 {
			t.Errorf("%q was taken and is another spelling", in)
		}
		if len(h) != 64 {
			t.Errorf("the hash %q", h)
		}
	})
}

// FuzzCode: nothing that is typed as a code makes more of it than digits or a recovery code.
func FuzzCode(f *testing.F) {
	f.Add("123 456")
	f.Add("ABCD-EFGH-IJKL-MNOP")
	f.Add("ß\u00a0")
	f.Fuzz(func(t *testing.T, in string) {
		c := cleanCode(in)
		if cleanCode(c) != c && utf8.ValidString(in) {
			t.Errorf("%q cleans to %q and on to %q", in, c, cleanCode(c))
		}
		if looksLikeCode(in) && len(c) != codeDigits {
			t.Errorf("%q looks like a code", in)
		}
	})
}

func TestSealing(t *testing.T) {
	k := NewKey()
	box, err := k.seal("org/totp/1", "GEHEIM")
	if err != nil || strings.Contains(box, "GEHEIM") {
		t.Fatal(box, err)
	}
	if text, err := k.open("org/totp/1", box); err != nil || text != "GEHEIM" {
		t.Errorf("%q %v", text, err)
	}
	again, _ := k.seal("org/totp/1", "GEHEIM")
	if again == box {
		t.Error("the same text is sealed the same way twice")
	}
	for name, open := range map[string]func() (string, error){
		"another row": func() (string, error) { return k.open("org/totp/2", box) },
		"another key": func() (string, error) { return NewKey().open("org/totp/1", box) },
		"no key":      func() (string, error) { return Key{}.open("org/totp/1", box) },
		"cut off":     func() (string, error) { return k.open("org/totp/1", box[:8]) },
		"changed":     func() (string, error) { return k.open("org/totp/1", "A"+box[1:]) },
		"nonsense":    func() (string, error) { return k.open("org/totp/1", "!!") },
	} {
		if text, err := open(); err == nil && !(name == "changed" && box[0] == 'A') {
			t.Errorf("%s opened: %q", name, text)
		}
	}
}

func TestKeyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	first, err := LoadKey(path)
	if err != nil || first == (Key{}) {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	if again, err := LoadKey(path); err != nil || again != first {
		t.Errorf("%v", err)
	}
	if err := os.WriteFile(path, []byte("kapot"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := LoadKey(path); err == nil {
		t.Error("a broken key file was taken")
	}
}

func TestPasswords(t *testing.T) {
	own := []string{"Welzijn Oosterpark", "Johanna de Vries", "johanna@oosterpark.nl"}
	for password, want := range map[string]string{
		"trompet fietsbel lantaarn": "", "kort": "too_short", "elf tekens!": "too_short", "precies twee": "", "Ik eet elke dag 2 appels": "",
		"пароль из слов": "", "🚲🌧️🧤🎺🪟🥾🧵🪴🛶🎈🧭🪁": "common",
		strings.Repeat("ab", 10): "too_simple", "aaaaaaaaaaaaa": "too_simple", "123456789012": "too_simple", "abcdefghijklmn": "too_simple", "qwertyuiopasdf": "too_simple",
		"Wachtwoord123": "common", "Welkom2020!!": "common", "Welkom01Welkom01": "common", "Zomer2020Zomer2020": "common", "passwordpassword": "common",
		"correcthorsebatterystaple": "common", "Oosterpark2020": "common", "johanna123456": "common", "Johanna-Vries-Oosterpark": "common", "nabijnabijnabij": "common",
		strings.Repeat("woord en ", 40): "too_long", "ongeldig\xffwachtwoord": "not_text",
	} {
		if got := PasswordProblem(password, own...); got != want {
			t.Errorf("%q: %q, want %q", password, got, want)
		}
	}
}

func TestRolesTogether(t *testing.T) {
	for _, c := range []struct {
		roles []Role
		want  string
	}{
		{nil, "none"}, {[]Role{"chief"}, "unknown"}, {[]Role{Worker, TeamLead}, ""}, {[]Role{Worker, Administrator}, ""}, {[]Role{Manager}, ""},
		{[]Role{Manager, Worker}, "manager_apart"}, {[]Role{NetworkPartner}, ""}, {[]Role{NetworkPartner, Worker}, "partner_alone"},
		{[]Role{PrivacyOfficer, Administrator}, "watcher_apart"}, {[]Role{Manager, FrameworkEditor}, ""},
	} {
		if got := RolesProblem(c.roles); got != c.want {
			t.Errorf("%v: %q, want %q", c.roles, got, c.want)
		}
	}
}

func TestShortNames(t *testing.T) {
	for in, want := range map[string]string{"Welzijn Oost": "welzijn-oost", "Stichting 't Trefpunt!": "stichting-t-trefpunt", "日本": "organisatie", "  ": "organisatie"} {
		if got := shortName(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
