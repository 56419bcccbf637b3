package publishing

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"nabij/internal/platform/run"
	"nabij/internal/platform/web/webtest"
)

// zipped makes a zip; a name that ends in @ is a link.
func zipped(t *testing.T, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i+1 < len(files); i += 2 {
		h := &zip.FileHeader{Name: strings.TrimSuffix(files[i], "@"), Method: zip.Deflate}
		if strings.HasSuffix(files[i], "@") {
			h.SetMode(fs.ModeSymlink | 0o777)
		}
		e, err := w.CreateHeader(h)
		if err == nil {
			_, err = e.Write([]byte(files[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadZip(t *testing.T) {
	many := []string{"pack.yaml", "a"}
	for range MaxZipEntries {
		many = append(many, "x.yaml", "")
	}
	files, left, problem := readZip(zipped(t, "hot/pack.yaml", "\ufeffa\r\nb\n", "hot/cases/", "", "hot/cases/x.yaml", "c", "hot/cases/x.nl.golden", "old", "__MACOSX/pack.txt", "junk", "hot/deep/er/x.yaml", "d"))
	if problem.NL != "" || len(files) != 2 || files[0] != (File{Name: "cases/x.yaml", Body: "c"}) || files[1].Body != "a\nb\n" || len(left) != 3 {
		t.Errorf("got %v, left out %q, %q", files, left, problem.NL)
	}
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"no zip", []byte("PK but not really"), "geen zip"},
		{"cut off", zipped(t, "pack.yaml", "a")[:40], "geen zip"},
		{"no pack", zipped(t, "x.yaml", "a"), "precies één pakket"},
		{"two packs", zipped(t, "a/pack.yaml", "a", "b/pack.yaml", "b"), "precies één pakket"},
		{"out of the folder", zipped(t, "pack.yaml", "a", "../../etc/cron.d/x.yaml", "b"), "andere map"},
		{"from the root", zipped(t, "/pack.yaml", "a"), "andere map"},
		{"backslash", zipped(t, "pack.yaml", "a", `..\x.yaml`, "b"), "andere map"},
		{"link", zipped(t, "pack.yaml", "a", "x.yaml@", "/etc/passwd"), "koppeling"},
		{"twice", zipped(t, "pack.yaml", "a", "x.yaml", "1", "x.yaml", "2"), "twee keer"},
		{"too many", zipped(t, many...), "meer dan 2000"},
		{"a bomb", zipped(t, "pack.yaml", strings.Repeat("a", 50<<20)), "groter dan 512 kB"},
		{"many large ones", zipped(t, large()...), "samen groter dan 4 MB"},
		{"no text", zipped(t, "pack.yaml", "\xff\xfe"), "UTF-8"},
		{"null", zipped(t, "pack.yaml", "a\x00"), "UTF-8"},
	} {
		if _, _, problem := readZip(c.data); !strings.Contains(problem.NL, c.want) || problem.EN == "" {
			t.Errorf("%s: %q, want %q", c.name, problem.NL, c.want)
		}
	}
}

func large() []string {
	out := []string{"pack.yaml", "a"}
	for i := range 12 {
		out = append(out, "x"+string(rune('a'+i))+".yaml", strings.Repeat("a", MaxFileBytes))
	}
	return out
}

func TestNamesOfFiles(t *testing.T) {
	for name, fine := range map[string]bool{"pack.yaml": true, "rules-2.yaml": true, "cases/2020-05-20-x.yaml": true, "a.b.yaml": true,
		"": false, "x.yml": false, "../x.yaml": false, "/x.yaml": false, "cases/../x.yaml": false, "deep/x.yaml": false, ".x.yaml": false, "x..yaml": false,
		`a\b.yaml`: false, "x.yaml\n": false, "x\u202e.yaml": false, strings.Repeat("x", 120) + ".yaml": false, "é.yaml": false} {
		if problem := CheckName(name); (problem.NL == "") != fine || (problem.EN == "") != fine {
			t.Errorf("%q: %q", name, problem.NL)
		}
	}
}

func TestSendingFiles(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		version := w.begin("near/edith", "hot-day")
		pack := strings.ReplaceAll(string(builtIn["frameworks/hot-day/1.0.0/pack.yaml"].Data), "version: 1.0.0", "version: 1.2.0")
		if a := w.send("near/edith", version, "hot-day.zip", zipped(t, "hot-day/pack.yaml", pack, "hot-day/rules.yaml", rules("", "not_advised"))); a.Status != http.StatusSeeOther {
			t.Fatalf("%d\n%s", a.Status, a.Body)
		}
		_, doc := w.get("near/edith", version)
		if !doc.Has("h1", "1.2.0") || doc.Has("a", "cases/warm.yaml") {
			t.Error("the zip did not take the place of what was there")
		}
		if a := w.send("near/edith", version, "forms.yaml", []byte("stops: []\n")); a.Status != http.StatusSeeOther {
			t.Errorf("one file: %d", a.Status)
		}
		// What does not belong to a pack is named, whatever it is called, and the rest is stored.
		a := w.send("near/edith", version, "hot-day.zip", zipped(t, "pack.yaml", pack, "rules.yaml", rules("", "not_advised"), "plan.docx", "x", "<b>"+strings.Repeat("a", 300)+".txt", "y"))
		if doc := webtest.Parse(a.Body); a.Status != http.StatusOK || !doc.Has("section li", "plan.docx") || !doc.Has("section li", "<b>aaa") || doc.Has("section li", strings.Repeat("a", 150)) || !doc.Has("summary", "2 bestanden van het pakket") {
			t.Errorf("what was left out is not named: %d\n%s", a.Status, a.Body)
		}
		for name, c := range map[string]struct{ data, want string }{"x.zip": {"no zip", "geen zip"}, "x.yaml": {"", "waar iets in staat"}, "x.exe": {"MZ", "eindig op .yaml"}, "..": {"a", "andere map"}} {
			if a := w.send("near/edith", version, name, []byte(c.data)); a.Status != http.StatusUnprocessableEntity || !strings.Contains(a.Body, c.want) {
				t.Errorf("%s: %d", name, a.Status)
			}
		}
		if a := w.send("near/edith", version, "big.zip", make([]byte, MaxZipBytes+128<<10)); a.Status != http.StatusRequestEntityTooLarge {
			t.Errorf("a huge file: %d", a.Status)
		}
		// Marks that turn text around are stored, named with their line, and keep the version from being proposed.
		if a := w.write("near/edith", version, "rules.yaml", rules("", "not_advised")+"# \u202eabc\n"); a.Status != http.StatusSeeOther {
			t.Errorf("%d", a.Status)
		}
		_, doc = w.get("near/edith", version)
		if !doc.Has("main", "rules.yaml, regel 3") || !doc.Has("main", "omdraaien of verbergen") || doc.Has("form#propose", "") {
			t.Errorf("a mark that turns text around is not told: %q", doc.Texts("#bevindingen"))
		}
	})
}

func TestTwoWritersAtOnce(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		version := w.begin("near/edith", "hot-day")
		mine := w.open("near/edith", version+"/bestand?naam=rules.yaml", "file", "tekst", "# mine\n"+rules("", "not_advised"), "doe", "opslaan")
		w.write("near/fred", version, "rules.yaml", "# theirs\n"+rules("", "not_advised"))
		a, doc := w.post("near/edith", version+"/bestand", mine)
		if a.Status != http.StatusConflict || !doc.Has("pre", "# theirs") || !doc.Has("textarea", "# mine") {
			t.Fatalf("two texts do not stand beside each other: %d\n%s", a.Status, a.Body)
		}
		again := doc.Fields("file")
		again.Set("doe", "opslaan")
		if a, _ = w.post("near/edith", version+"/bestand", again); a.Status != http.StatusSeeOther {
			t.Errorf("the second time it is not stored: %d", a.Status)
		}
		// What is wrong with the form itself loses nothing either.
		long := w.open("near/edith", version+"/bestand", "file", "naam", "../x.yaml", "tekst", strings.Repeat("regel\n", 20_000), "doe", "opslaan")
		a, doc = w.post("near/edith", version+"/bestand", long)
		if a.Status != http.StatusUnprocessableEntity || len(strings.Join(doc.Texts("textarea"), "")) < 100_000 || !doc.Has("main", "andere map") {
			t.Errorf("a long text is lost: %d", a.Status)
		}
	})
}

// TestManyWriters stores different files of one version at the same moments: nothing is lost, and the checksum is that of
// all of them.
func TestManyWriters(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		version := w.begin("near/edith", "hot-day")
		forms := map[string]url.Values{}
		for _, name := range []string{"a.yaml", "b.yaml", "c.yaml", "d.yaml", "e.yaml", "f.yaml"} {
			forms[name] = w.open("near/edith", version+"/bestand", "file", "naam", name, "tekst", "stops: []\n", "doe", "opslaan")
		}
		var tasks []*run.Task
		for name, form := range forms {
			tasks = append(tasks, run.Go(t.Context(), "writer", func(context.Context) error {
				if a := webtest.Do(w.as("near/edith"), webtest.Scenario{Path: version + "/bestand", Form: form}); a.Status != http.StatusSeeOther {
					return fmt.Errorf("%s: %d", name, a.Status)
				}
				return nil
			}))
		}
		for _, task := range tasks {
			if err := task.Wait(); err != nil {
				t.Error(err)
			}
		}
		id := strings.TrimPrefix(version, "/kaderbeheer/versie/")
		v, err := findVersion(t.Context(), w.d.Read(), w.who["near/edith"], id)
		if err != nil {
			t.Fatal(err)
		}
		files, err := listFiles(t.Context(), w.d.Read(), w.orgs["near"], id)
		if err != nil {
			t.Fatal(err)
		}
		if len(files) != 9 || checksumOf(files) != v.Checksum {
			t.Errorf("%d files, and a checksum of others", len(files))
		}
	})
}
