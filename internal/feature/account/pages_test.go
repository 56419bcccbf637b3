package account

import (
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"nabij/internal/platform/access"
	"nabij/internal/platform/web/webtest"
)

func TestTexts(t *testing.T) {
	webtest.Texts(t, ".", texts, "account.")
	// The pages ask for keys without their beginning; each of these must exist, and each key must be asked for somewhere.
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	asked := regexp.MustCompile(`(?:text|head)\(r, "([a-z_.]+)"(\+)?`)
	for _, name := range append(files, glob(t, "views/*.html")...) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(data)
		for _, m := range asked.FindAllStringSubmatch(string(data), -1) {
			if m[2] == "" && !texts.Has("nl", "account."+m[1]) {
				t.Errorf("%s asks for account.%s, which is in no catalogue", name, m[1])
			}
		}
	}
	together := []string{"notice.", "device.", "done.", "state.", "role.", "role_help.", "reason_", "outcome.", "do.", "does.", "link_text.", "link_title.", "link_intro.", "link_next.", "workers."}
	for _, key := range texts.Keys("nl") {
		key = strings.TrimPrefix(key, "account.")
		if !strings.Contains(all.String(), key+`"`) && !slices.ContainsFunc(together, func(p string) bool { return strings.HasPrefix(key, p) }) {
			t.Errorf("nobody asks for account.%s", key)
		}
	}
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestPagesAskOnlyForWhatTheirViewsHold(t *testing.T) {
	webtest.Pages(t, askPage, againPage, codesPage, minePage, workersPage, workerPage, linkPage, reviewsPage)
}

func TestEveryRouteHasALine(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		missing, _ := access.CheckRoutes(p.site.Routes())
		if len(missing) > 0 {
			t.Errorf("without a line in routes.csv: %q", missing)
		}
	})
}

func TestFromTheFirstStartToAColleague(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		admin := p.found()
		admin.open("/beheer/medewerkers").see(200, "li", "ada@example.nl").see(200, "h2", "Actief")
		admin.open("/en/beheer/medewerkers").see(200, "h1", "Workers")
		worker := p.hire(admin, "Sanne de Wit", "sanne@example.nl", "roles", "worker", "teams", "team-a")
		worker.open("/mijn-account").see(200, "dd", "Sanne de Wit").see(200, "dd", "Sociaal werker")
		worker.open("/beheer/medewerkers").see(403, "h1", "")
		worker.open("/en/mijn-account").see(200, "h1", "My account")

		// Out, and in again with the second factor.
		worker.open("/mijn-account").fill("out", "").see(200, "p", "Je bent uitgelogd")
		worker.open("/inwoners/123").see(200, "h1", "Inloggen")
		worker.fill("ask", "", "login", "Sanne@example.nl", "password", "verkeerd wachtwoord").see(422, "#problems a", "Deze gegevens kloppen niet")
		if strings.Contains(worker.body, "verkeerd wachtwoord") {
			t.Error("a password stands in the page")
		}
		worker.fill("ask", "", "login", "Sanne@example.nl", "password", secret).see(200, "h1", "Tweede stap")
		worker.fill("ask", "", "code", "000000").see(422, "#problems a", "Deze code klopt niet")
		worker.fill("ask", "", "code", worker.next())
		if worker.body != "dossier" || worker.path != "/inwoners/123" {
			t.Errorf("after signing in at %s: %.80q", worker.path, worker.body)
		}

		// Suspended, and out at the next request.
		admin.stepUp().open("/beheer/medewerkers")
		row := regexp.MustCompile(`/beheer/medewerkers/([0-9a-f-]{36})"><bdi>Sanne`).FindStringSubmatch(admin.body)
		admin.open("/beheer/medewerkers/"+row[1]).see(200, "h1", "Sanne de Wit").fill("suspend", "Blokkeren").see(200, "p", "Geblokkeerd")
		worker.open("/inwoners/123").see(200, "h1", "Inloggen")
		worker.fill("ask", "", "login", "sanne@example.nl", "password", secret).see(422, "#problems a", "Deze gegevens kloppen niet")
		admin.open("/beheer/medewerkers/"+row[1]).fill("leave", "Uit dienst").see(422, "#problems a", "Vink aan")
		admin.fill("leave", "Uit dienst", "sure", "yes").see(200, "p", "Uit dienst")
		if slices.Contains(p.events, "account.left") == false {
			t.Error("leaving was not recorded")
		}
	})
}

func TestALinkDoesNothingUntilSomebodySaysYes(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		path, _, err := p.access.Setup(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		scanner := p.visitor()
		first := map[string]string{}
		for _, at := range []string{path, "/eerste-keer/" + strings.Repeat("A", 43), path, "/uitnodiging/onzin", "/uitnodiging/" + strings.Repeat("A", 43),
			"/vernieuwen/onzin", "/vernieuwen/" + strings.Repeat("B", 43)} {
			kind := strings.SplitN(at, "/", 3)[1]
			scanner.open(at).see(200, "p", map[string]string{"eerste-keer": "Je wordt de eerste beheerder", "uitnodiging": "een account voor je klaargezet", "vernieuwen": "Begin dan niet"}[kind])
			body := strings.ReplaceAll(regexp.MustCompile(`nonce="[^"]*"`).ReplaceAllString(scanner.body, ""), strings.SplitN(at, "/", 3)[2], "")
			if first[kind] == "" {
				first[kind] = body
			}
			if body != first[kind] {
				t.Errorf("%s: the page tells whether the link works", at)
			}
			for _, told := range []string{"Welzijn", "ada", "Nabij is"} {
				if strings.Contains(scanner.doc.Texts("main")[0], told) {
					t.Errorf("the page tells %q", told)
				}
			}
			scanner.send("HEAD", at, nil)
		}
		p.visitor().open(path).fill("ask", "").see(200, "h1", "Account inrichten")
		p.visitor().open(path).fill("ask", "").see(404, "h1", "")
		p.visitor().open("/uitnodiging/onzin").fill("ask", "").see(404, "h1", "")
		p.visitor().open("/inrichten").see(404, "h1", "")
	})
}

func TestWhatWasSentMeanwhileIsKept(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		admin := p.found()
		worker := p.hire(admin, "Sanne", "sanne@example.nl", "roles", "worker")
		p.clock.Advance(access.DefaultIdle)
		typed := url.Values{"tekst": {"Mevrouw wil <b>liever</b> bellen.\nMorgen weer."}, "password": {"geheim"}}
		worker.send("POST", "/inwoners", typed).see(401, "h1", "Nog niet verstuurd")
		if strings.Contains(worker.body, "geheim") {
			t.Error("a password was written into the page")
		}
		kept := *worker
		tab := *worker
		tab.open("/inwoners/123").see(200, "h1", "Verder werken").fill("ask", "", "password", "verkeerd wachtwoord").see(422, "#problems a", "Deze gegevens")
		tab.fill("ask", "", "password", secret)
		if tab.body != "dossier" {
			t.Errorf("after the re-entry at %s: %.80q", tab.path, tab.body)
		}
		kept.fill("again", "Verstuur nog een keer")
		if kept.body != "gekregen: Mevrouw wil <b>liever</b> bellen.\nMorgen weer." {
			t.Errorf("sent again: %q", kept.body)
		}
	})
}

func TestTheOwnAccount(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		v := p.found()
		other := p.visitor()
		other.seed = v.seed
		other.open("/aanmelden").fill("ask", "", "login", "ada@example.nl", "password", secret).fill("ask", "", "code", other.next()).see(200, "h1", "Mijn account")
		v.open("/mijn-account").see(200, "li", "dit apparaat")
		v.fill("password", "", "old", "verkeerd", "password", "hele andere woorden nu").see(422, "#problems a", "Dit is niet je huidige wachtwoord")
		v.fill("password", "", "old", secret, "password", "kort").see(422, "#problems a", "12 tekens")
		v.fill("password", "", "old", secret, "password", "hele andere woorden nu").see(200, "[role=status]", "Je wachtwoord is gewijzigd")
		other.open("/mijn-account").see(200, "h1", "Inloggen")

		v.fill("codes", "").see(200, "code", "-")
		v.open("/mijn-account").fill("app", "").see(200, "h1", "Nieuwe code-app")
		old := v.seed
		v.fill("ask", "", "code", "000000").see(422, "#problems a", "Deze code klopt niet").see(422, "svg[role=img]", "")
		v.fill("ask", "", "code", v.app()).see(200, "h1", "Herstelcodes")
		if v.seed == old {
			t.Error("the seed is the same")
		}
		// Without a fresh factor what was asked waits.
		for range 2 {
			p.clock.Advance(access.DefaultIdle - time.Second)
			v.open("/mijn-account").see(200, "h1", "Mijn account")
		}
		v.fill("codes", "").see(401, "p", "je code nog een keer nodig")
		v.stepUp().open("/mijn-account").fill("codes", "").see(200, "h1", "Herstelcodes")
		elsewhere := p.visitor()
		elsewhere.seed = v.seed
		elsewhere.open("/aanmelden").fill("ask", "", "login", "ada@example.nl", "password", "hele andere woorden nu").fill("ask", "", "code", elsewhere.next()).see(200, "h1", "Mijn account")
		v.open("/mijn-account").fill("others", "").see(200, "[role=status]", "uitgelogd")
		elsewhere.open("/mijn-account").see(200, "h1", "Inloggen")
	})
}

func TestASecondAdministratorSaysYes(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		admin := p.found()
		bob := p.hire(admin, "Bob Beheer", "bob@example.nl", "roles", "administrator")
		admin.stepUp().open("/beheer/medewerkers/nieuw")
		admin.fill("ask", "", "name", "Els Leider", "login", "els@example.nl", "roles", "team_lead").see(200, ".notice", "bevestigt een andere beheerder")
		if admin.doc.Has("#link", "") {
			t.Fatal("there is a link already")
		}
		admin.open("/beheer/medewerkers").see(200, ".badge", "Wacht op een tweede beheerder")
		at := regexp.MustCompile(`(/beheer/medewerkers/[0-9a-f-]{36})"><bdi>Els`).FindStringSubmatch(admin.body)[1]
		admin.open(at).see(200, "#request p", "Een andere beheerder bevestigt dit")
		if admin.doc.Has("#request button", "Bevestigen") || admin.doc.Has("#invitation", "") {
			t.Error("who asked can go on alone")
		}
		bob.stepUp().open("/mijn-account").see(200, "li", "Ada Beheer vraagt een rol voor Els Leider")
		bob.open(at).see(200, "#request p", "Ada Beheer vroeg dit").fill("request", "Bevestigen").see(200, "h1", "Els Leider")
		if bob.doc.Has("#request", "") {
			t.Error("it waits still")
		}
		admin.open(at).fill("invitation", "Nieuwe uitnodiging maken").see(200, "#link", base+"/uitnodiging/")
	})
}

func TestInvitingTwiceIsOnce(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		v := p.found()
		v.open("/beheer/medewerkers/nieuw")
		v.fill("ask", "", "name", "", "login", "").see(422, "#problems a", "Vul een naam in")
		form := *v
		v.fill("ask", "", "name", "Sanne", "login", "sanne@example.nl", "roles", "worker").see(200, "#link", base+"/uitnodiging/")
		form.fill("ask", "", "name", "Sanne", "login", "sanne@example.nl", "roles", "worker").see(200, "p", "Dit is al gedaan")
		form.open("/beheer/medewerkers/nieuw").fill("ask", "", "name", "Nog een", "login", "SANNE@example.nl", "roles", "worker").see(422, "#problems a", "Er is al een account")
		form.open("/beheer/medewerkers/nieuw").fill("ask", "", "name", "Wie", "login", "wie@example.nl", "roles", "chief").see(422, "#problems a", "Kies ten minste één rol")
	})
}

func TestEmergencyAccessAndItsReview(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		admin := p.found()
		lead := p.hire(admin, "Loes Leider", "loes@example.nl", "roles", "team_lead", "teams", "team-b")
		worker := p.hire(admin, "Sanne", "sanne@example.nl", "roles", "worker", "teams", "team-a")
		p.clock.Advance(access.GlassStrong + time.Second)
		worker.open("/noodinzage/res-1").see(200, "h1", "Bevestigen")
		worker.fill("ask", "", "code", worker.next()).see(200, "h1", "Toegang in nood")
		worker.fill("ask", "Dossier openen", "reason", "danger").see(422, "#problems a", "Schrijf in een zin")
		worker.fill("ask", "Dossier openen", "reason", "danger", "explanation", "Buurvrouw belt: er wordt geschreeuwd.")
		if worker.body != "dossier" || worker.path != "/inwoners/res-1" {
			t.Errorf("after breaking the glass at %s: %.80q", worker.path, worker.body)
		}
		worker.open("/noodinzage").see(403, "h1", "")
		lead.open("/mijn-account").see(200, "li", "Sanne opende in nood een dossier")
		lead.open("/noodinzage").see(200, "p", "Buurvrouw belt").see(200, "h2", "Sanne")
		id := regexp.MustCompile(`id="(glass-[0-9a-f-]+)"`).FindStringSubmatch(lead.body)[1]
		lead.fill(id, "Opslaan").see(422, "#problems li", "Kies wat je ervan vond")
		lead.fill(id, "Opslaan", "outcome", "right", "note", "Goed gedaan.").see(200, "article p", "Dit was terecht (Loes Leider)")
		admin.open("/noodinzage").see(403, "h1", "")
		admin.open("/noodinzage/res-1").see(403, "h1", "")
	})
}

func TestNobodyIsLedElsewhere(t *testing.T) {
	for to, want := range map[string]string{"/inwoners/1": "/inwoners/1", "/a?b=c": "/a?b=c", "": "/", "//elders.nl": "/", "https://elders.nl": "/", "/\\elders.nl": "/",
		"/\telders": "/", "javascript:alert(1)": "/", "elders": "/", "/%2f/elders": "/%2f/elders", "/" + strings.Repeat("a", 2000): "/"} {
		if got := inside(to, "/"); got != want {
			t.Errorf("%q leads to %q, want %q", to, got, want)
		}
	}
}
