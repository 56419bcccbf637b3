package deliberation

import (
	"context"
	"encoding/json"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"nabij/internal/feature/deliberation/record"
	"nabij/internal/framework"
	"nabij/internal/people"
	"nabij/internal/platform/db"
	"nabij/internal/platform/web/webtest"
)

// tables are all tables of the slice.
var tables = []string{"deliberation", "deliberation_answer", "deliberation_beside", "deliberation_consult", "deliberation_approval", "deliberation_decision",
	"deliberation_receipt", "deliberation_print"}

// TestAClosedRecordNeverChanges keeps every form of an open deliberation, closes it, sends them all, and compares every row.
func TestAClosedRecordNeverChanges(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		at := w.begin("near/anna", "mine", "day", "2020-05-20")
		old := w.open("near/bram", at, "weigh")
		w.answer("near/anna", at, "q.wish", "meet")
		w.post("near/bram", at, set(old, "q.wish", "later")) // stands beside
		w.ok("near/anna", at+"/meedenken", w.open("near/anna", at+"/meedenken", "ask", "collega", w.who["near/cato"].ID, "vraag", "Denk mee", "doe", "vraag"))
		save := set(w.open("near/anna", at, "weigh"), "q.wish", "no-meet", "day", "2020-05-28")
		_, d := w.get("near/anna", at+"/kiezen")
		choose := d.Fields("choose")
		ask := w.open("near/anna", at+"/meedenken", "ask", "collega", w.who["near/bram"].ID, "vraag", "Nog een", "doe", "vraag")
		_, d = w.get("near/cato", at+"/meedenken")
		consult := ""
		for _, f := range d.Find("form") {
			if id := webtest.Attr(f, "id"); strings.HasPrefix(id, "answer-") {
				consult = id
			}
		}
		answer := set(d.Fields(consult), "oordeel."+consult[7:], "agree", "antwoord."+consult[7:], "Te laat", "doe", "antwoord")
		end := w.open("near/anna", at, "end", "reden", "Toch niet")
		w.ok("near/anna", at+"/kiezen", w.open("near/anna", at+"/kiezen", "choose"))
		decide := w.open("near/anna", at+"/besluit?vorm=home", "decide", "reden", "Een", "ingestemd", "yes", "afwijken", "x", "zonder_overleg", "x", "zonder_akkoord", "x")
		w.decide("near/anna", at, "phone")

		before := w.dump(tables...)
		for _, try := range []struct {
			who, path string
			form      url.Values
		}{{"near/anna", at, save}, {"near/bram", at, save}, {"near/anna", at + "/kiezen", choose}, {"near/anna", at + "/meedenken", ask}, {"near/cato", at + "/meedenken", answer},
			{"near/anna", at + "/beeindigen", end}, {"near/anna", at + "/besluit", decide},
			{"near/anna", at + "/meedenken", set(url.Values{}, "once", record.NewKey(), "doe", "trek-in", "welke", strings.TrimPrefix(consult, "answer-"))},
			{"near/lead", at + "/meedenken", set(url.Values{}, "once", record.NewKey(), "doe", "akkoord", "welke", people.NewID(noon), "reden", "x")},
			{"near/anna", at + "/meedenken", set(url.Values{}, "once", record.NewKey(), "doe", "vraag-akkoord", "welke", "team-lead")}} {
			try.form.Set("once", record.NewKey())
			if try.form.Get("wie") != "" {
				try.form.Set("wie", w.who[try.who].ID)
			}
			if a, _ := w.post(try.who, try.path, try.form); a.Status < 400 && !(a.Status == 303 && try.path == at+"/besluit") {
				t.Errorf("%s %s: %d", try.who, try.path, a.Status)
			}
		}
		if after := w.dump(tables...); after != before {
			t.Errorf("a closed record changed:\n%s\n%s", before, after)
		}
		// Following on makes a new one, and leaves the old one as it is.
		next := w.ok("near/anna", at+"/opnieuw", w.open("near/anna", at, "again"))
		if next == at {
			t.Fatal("the same one went on")
		}
		id := at[len("/afwegingen/"):]
		for _, line := range strings.Split(before, "\n") {
			if strings.Contains(line, id) && !strings.Contains(w.dump(tables...), line) {
				t.Errorf("a row of the closed one changed: %s", line)
			}
		}
	})
}

// TestEveryStatementAsksWhetherItIsOpen reads the stores: what changes a row must ask for an open deliberation.
func TestEveryStatementAsksWhetherItIsOpen(t *testing.T) {
	changes := regexp.MustCompile("(?s)`(?:insert into|update|delete from) deliberation.*?\\n}")
	for _, name := range []string{"store.go", "store_talk.go", "store_close.go"} {
		text, err := os.ReadFile("record/" + name)
		if err != nil {
			t.Fatal(err)
		}
		source := string(text)
		if i := strings.Index(source, "var EraseSteps"); i >= 0 { // erasing takes closed ones too
			source = source[:i] + source[strings.Index(source, "const ofResident"):]
		}
		n := 0
		for _, s := range changes.FindAllString(source, -1) {
			n++
			// A new deliberation is open; a decision, its receipt and a print are only ever added, the first two in the
			// transaction that closes.
			fresh := strings.Contains(s, "insert into deliberation (") || strings.Contains(s, "insert into deliberation_decision") ||
				strings.Contains(s, "insert into deliberation_receipt") || strings.Contains(s, "insert into deliberation_print")
			if !fresh && !strings.Contains(s, "isOpen") && !strings.Contains(s, "state = 'open'") {
				t.Errorf("%s: %s", name, s)
			}
			if fresh && strings.Contains(s, "do update") {
				t.Errorf("%s overwrites: %s", name, s)
			}
		}
		if n == 0 {
			t.Errorf("%s: no statement was found", name)
		}
	}
}

// TestAReceiptExplainsItself reckons a decision again from its receipt and the packs alone; what was changed is found.
func TestAReceiptExplainsItself(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		at := w.begin("near/anna", "mine", "day", "2020-05-20", "role", "elderly-worker")
		w.answer("near/anna", at, "q.wish", "meet", "q.unsafe-home", "none", "q.loneliness-isolation", "clear", "q.experience-text", "Zij bloeit op van bezoek 😀")
		w.clock.Set(noon.AddDate(0, 0, 2))
		w.decide("near/anna", at, "walk", "opnieuw", "2020-06-03")
		ctx, q, a, id := t.Context(), w.d.Read(), w.who["near/anna"], at[len("/afwegingen/"):]
		r, hash, err := record.ReceiptOf(ctx, q, a, id)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Reckon(builtIn); err != nil {
			t.Error(err)
		}
		if len(r.Packs) < 3 || r.Packs[0].ID != "fysieke-ontmoeting" || len(r.Packs[0].Checksum) != 64 || r.Shown != "nl" || r.Setting.Variant != "elderly-worker" ||
			r.DecidedBy.Name != "anna" || r.Decision.Forms[0] != "walk" || r.Program != "test" {
			t.Errorf("%+v", r)
		}
		for _, lang := range []string{"nl", "en"} {
			told, err := r.In(lang)
			if err != nil || told.Lang != lang || len(told.Forms) == 0 || told.Day.Day != framework.DayOf(2020, 5, 20) {
				t.Errorf("%s: %v", lang, err)
			}
			if again, _ := json.Marshal(told); string(again) != r.Told[lang] {
				t.Errorf("%s: something was lost in reading it back", lang)
			}
		}
		body, same, err := r.Pack()
		if err != nil || same != hash {
			t.Errorf("packing it again gives another hash: %v", err)
		}
		t.Logf("a receipt takes %d bytes", len(body))

		// The guards: each of these must be found.
		if _, err := record.Unpack(body, strings.Repeat("0", 64)); err == nil {
			t.Error("another hash was accepted")
		}
		for name, spoil := range map[string]func(r *record.Receipt){
			"an answer":  func(r *record.Receipt) { r.Answers[0].Given = []string{"69"} },
			"the day":    func(r *record.Receipt) { r.Setting.Plan = "2021-01-20" },
			"a checksum": func(r *record.Receipt) { r.Packs[0].Checksum = strings.Repeat("0", 64) },
			"a pack":     func(r *record.Receipt) { r.Packs[0].Version = "9.9.9" },
			"the advice": func(r *record.Receipt) { r.Told["en"] = strings.Replace(r.Told["en"], "walk", "visit", 1) },
		} {
			bad := r
			bad.Answers, bad.Packs = append([]record.AnswerKept(nil), r.Answers...), append([]record.Pinned(nil), r.Packs...)
			bad.Told = map[string]string{"nl": r.Told["nl"], "en": r.Told["en"]}
			if spoil(&bad); bad.Reckon(builtIn) == nil {
				t.Errorf("%s was changed and nobody saw it", name)
			}
		}
		// A row that somebody changed in the database is refused.
		w.tx(func(ctx context.Context, tx db.Tx) error {
			_, err := db.Exec(ctx, tx, `update deliberation_receipt set hash = $1`, strings.Repeat("a", 64))
			return err
		})
		if a, _ := w.get("near/anna", at); a.Status != 500 {
			t.Errorf("a receipt that was changed is shown: %d", a.Status)
		}
	})
}

// TestOldDecisionsAreReadWithoutTheirContent takes the framework away: what was decided is still told, word for word.
func TestOldDecisionsAreReadWithoutTheirContent(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		at := w.begin("near/anna", "mine", "day", "2020-05-20")
		w.answer("near/anna", at, "q.wish", "meet")
		w.decide("near/anna", at, "phone")
		_, with := w.get("near/anna", at+"/verslag")
		w.lib = &framework.Library{}
		a, without := w.get("near/anna", at+"/verslag")
		if a.Status != 200 || strings.Join(with.Texts("article"), "") != strings.Join(without.Texts("article"), "") {
			t.Errorf("%d", a.Status)
		}
	})
}

// TestFollowingOn carries answers over with their day, and tells who listens only when the new one is decided.
func TestFollowingOn(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		at := w.begin("near/anna", "mine", "day", "2020-05-20")
		w.answer("near/anna", at, "q.wish", "meet", "q.contact-now", "thin")
		w.decide("near/anna", at, "phone")
		w.clock.Set(noon.AddDate(0, 0, 14))
		form := w.open("near/anna", at, "again")
		next := w.ok("near/anna", at+"/opnieuw", form)
		if again := w.ok("near/anna", at+"/opnieuw", form); again != next {
			t.Errorf("pressed twice, two were made: %s and %s", next, again)
		}
		x := w.stored(next, "wish")
		if x.Source != record.FromEarlier || x.SourceOn != "2020-05-18" || x.Given[0] != "meet" || !strings.HasPrefix(x.AskedOn, "2020-05-18") {
			t.Errorf("%+v", x)
		}
		_, d := w.get("near/anna", next)
		if !d.Has(".block__notes", "Uit de vorige afweging, van 18 mei 2020.") || !d.Has("summary", "Vorige keer, 18 mei 2020") {
			t.Errorf("%q", d.Texts("summary"))
		}
		w.answer("near/anna", next, "q.wish", "no-meet")
		a, d := w.get("near/anna", next+"/eerder")
		if a.Status != 200 || !d.Has(".line", "Wil de inwoner") {
			t.Errorf("%d %q", a.Status, d.Texts(".line"))
		}
		if len(w.reviews.closed) != 0 {
			t.Errorf("told before it was decided: %v", w.reviews.closed)
		}
		w.decide("near/anna", next, "phone")
		if len(w.reviews.closed) != 1 || w.reviews.closed[0] != at[len("/afwegingen/"):] {
			t.Errorf("%v", w.reviews.closed)
		}
		_, d = w.get("near/anna", at)
		if !d.Has("a", "Er volgde een nieuwe afweging") || len(d.Find("#again")) != 0 {
			t.Errorf("%q", d.Texts("a"))
		}
	})
}

// TestErasingLeavesNothing erases a resident about whom everything was stored.
func TestErasingLeavesNothing(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		at := w.begin("near/anna", "mine", "day", "2020-05-20")
		w.ok("near/anna", at+"/meedenken", w.open("near/anna", at+"/meedenken", "ask", "collega", w.who["near/bram"].ID, "vraag", "Geheimzinnig", "doe", "vraag"))
		w.decide("near/anna", at, "phone")
		next := w.ok("near/anna", at+"/opnieuw", w.open("near/anna", at, "again"))
		w.answer("near/anna", next, "q.experience-text", "Geheimzinnig")
		other := w.begin("near/cato", "other", "day", "2020-05-20")
		w.tx(func(ctx context.Context, tx db.Tx) error {
			n, err := people.Erase(ctx, tx, w.who["near/anna"], w.ids["mine"], "request", db.InstantOf(noon), w.f)
			if n < 10 {
				t.Errorf("%d rows", n)
			}
			return err
		})
		if all := w.dump(tables...); strings.Contains(all, "Geheimzinnig") || strings.Contains(all, at[12:]) || strings.Contains(all, next[12:]) || !strings.Contains(all, other[12:]) {
			t.Errorf("%s", all)
		}
		// Every table that begins with deliberation has its step.
		ask := `select name from sqlite_schema where type = 'table' and name like 'deliberation%'`
		if w.d.Engine() == db.PostgreSQL {
			ask = `select table_name from information_schema.tables where table_schema = current_schema() and table_name like 'deliberation%'`
		}
		names, err := db.All(t.Context(), w.d.Read(), record.ScanText, ask)
		if err != nil || len(names) != len(tables) {
			t.Errorf("%v %v", names, err)
		}
		for _, name := range names {
			if !strings.Contains(strings.Join(record.EraseSteps, "\n"), "delete from "+name+" ") {
				t.Errorf("%s is not erased", name)
			}
		}
	})
}
