package publishing

import (
	"slices"
	"testing"

	"nabij/content"
	"nabij/internal/framework"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
)

func TestRestart(t *testing.T) {
	for header, want := range map[string]string{
		"nabij: 1\npack:\n  id: x\n  version: 1.0.0\n  status: released\n":   "nabij: 1\npack:\n  id: x\n  version: 1.1.0\n  status: draft\n",
		`pack: {id: x, version: "2.10.3", status: retired, kind: framework}`: `pack: {id: x, version: 1.1.0, status: draft, kind: framework}`,
		"nothing": "nothing",
		"pack:\n  version: 1.0.0\nsources:\n  - {id: a, title: T, status: own, note: \"version: 3.0.0\"}": "pack:\n  version: 1.1.0\nsources:\n  - {id: a, title: T, status: own, note: \"version: 3.0.0\"}",
	} {
		if got := Restart(header, "1.1.0"); got != want {
			t.Errorf("%q became %q", header, got)
		}
	}
}

func TestNumbers(t *testing.T) {
	if got := NextVersion("1.9.4", func(n string) bool { return n == "1.10.0" }); got != "1.11.0" {
		t.Errorf("got %s", got)
	}
	for _, c := range []struct {
		a, b  string
		newer bool
	}{{"1.10.0", "1.9.0", true}, {"1.0.0", "1.0.0", false}, {"2.0.0", "1.99.99", true}, {"1.0.1", "1.1.0", false}} {
		if Newer(c.a, c.b) != c.newer {
			t.Errorf("%s after %s: %v", c.a, c.b, !c.newer)
		}
	}
	p, issues, err := readPack([]File{{Name: "pack.yaml", Body: FirstHeader("hot", "framework", `Warm "en" heet`)}}, false)
	if err != nil || len(issues.Errors()) > 0 || p.Head.Title.In("nl") != `Warm "en" heet` {
		t.Errorf("the header of a new pack cannot be read: %v", issues)
	}
}

// TestTheContentOfTheProgram begins a new version of every pack that comes with the program: each can be read, is right,
// differs in nothing, and all its items have a name.
func TestTheContentOfTheProgram(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newTown(t, d)
		lib, issues := framework.LoadLibrary(content.FS, ".")
		if errs := issues.Errors(); len(errs) > 0 {
			t.Fatal(errs)
		}
		w.f.BuiltIn, w.f.Files = lib, content.FS
		for _, id := range lib.IDs("") {
			version := w.begin("near/edith", id)
			a, doc := w.get("near/edith", version)
			told := map[bool]string{true: "nagelopen", false: "horen geen voorbeelden"}[lib.Find(id, "").Head.Kind == "framework"]
			if a.Status != 200 || !doc.Has("#bevindingen", told) || doc.Has("#bevindingen .badge--urgent", "") {
				t.Errorf("%s: %d %q", id, a.Status, doc.Texts("#bevindingen"))
			}
			items := framework.Items(lib.Find(id, ""))
			keys := make([]string, len(items))
			for i, x := range items {
				if keys[i] = x.Key; x.Key == "" || x.Title.Empty() {
					t.Errorf("%s: an item without a name: %+v", id, x)
				}
			}
			slices.Sort(keys)
			if n := len(keys) - len(slices.Compact(keys)); n > 0 {
				t.Errorf("%s: %d items share a name", id, n)
			}
		}
	})
}
