package intake

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"testing"

	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/once"
)

func (w *town) wishes(name string) string {
	w.t.Helper()
	k, err := people.Get[people.Wishes](w.t.Context(), w.d.Read(), w.who["near/anna"], w.ids[name])
	if err != nil {
		w.t.Fatal(err)
	}
	out := ""
	for _, i := range k.Value.Items {
		out += i.Text
	}
	return out
}

func TestMergePages(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.add("twin", "near/anna", people.Who{Given: "Joanna", Family: "Meyer", BirthYear: 1948}, true,
			people.Wishes{Items: []people.Wish{{Text: "Bel mij"}}}, people.Household{Housemates: []people.Housemate{{Name: "Bep"}}})
		w.tx(func(ctx context.Context, tx db.Tx) error {
			return people.Suspect(ctx, tx, w.who["near/anna"], w.ids["mine"], w.ids["twin"], db.InstantOf(noon))
		})
		compare := "/inwoners/samenvoegen?a=" + w.ids["mine"] + "&b=" + w.ids["twin"]
		if _, d := w.get("near/anna", "/inwoners/samenvoegen"); !d.Has("li a", "Meyer") {
			t.Error("the pair is not in the list")
		}
		for who, sees := range map[string]bool{"near/bram": true, "near/cato": false, "far/anna": false} {
			if _, d := w.get(who, "/inwoners/samenvoegen"); d.Has("li a", "Meyer") != sees {
				t.Errorf("%s sees the pair: %v", who, !sees)
			}
		}
		form := w.open("near/anna", compare, "form", "doe", "samen")
		if a, _ := w.post("near/anna", "/inwoners/samenvoegen", form); a.Status != 303 || a.Header.Get("Location") != "/inwoners/"+w.ids["mine"] {
			t.Fatalf("merging: %d", a.Status)
		}
		if !slices.Contains(w.marks.heard, w.ids["mine"]+" household") {
			t.Errorf("nobody heard of the household: %v", w.marks.heard)
		}
		at, err := people.Resolve(t.Context(), w.d.Read(), w.who["near/anna"], w.ids["twin"])
		if err != nil || at != w.ids["mine"] || w.wishes("mine") != "Bel mij" {
			t.Errorf("the other file is at %s (%v), the wishes are %q", at, err, w.wishes("mine"))
		}
		merges, err := people.Merges(t.Context(), w.d.Read(), w.who["near/anna"], w.ids["mine"], db.InstantOf(noon))
		if err != nil || len(merges) != 1 {
			t.Fatalf("merges: %v %v", merges, err)
		}
		undo := url.Values{"terug": {merges[0].ID}, once.Field: {once.Key()}}
		if a, _ := w.post("near/cato", "/inwoners/samenvoegen", undo); a.Status != 404 {
			t.Errorf("another team undoes: %d", a.Status)
		}
		if a, _ := w.post("near/anna", "/inwoners/samenvoegen", undo); a.Status != 303 {
			t.Errorf("undoing: %d", a.Status)
		}
		if w.wishes("mine") != "" || w.wishes("twin") != "Bel mij" {
			t.Error("the wish stayed")
		}
		if a, _ := w.get("near/anna", "/inwoners/samenvoegen?a="+w.ids["mine"]+"&b="+w.ids["other"]); a.Status != 404 {
			t.Errorf("a file of another team can be laid beside: %d", a.Status)
		}
		if a, _ := w.get("near/keeper", "/inwoners/samenvoegen"); a.Status != 403 {
			t.Errorf("an administrator sees doubles: %d", a.Status)
		}
	})
}

// TestTwoPeople settles that a pair is of two people; it is not asked again.
func TestTwoPeople(t *testing.T) {
	each(t, func(t *testing.T, w *town) {
		w.add("twin", "near/anna", people.Who{Given: "Joanna", Family: "Meyer"}, true)
		form := w.open("near/anna", "/inwoners/samenvoegen?a="+w.ids["mine"]+"&b="+w.ids["twin"], "form", "doe", "anders")
		if a, _ := w.post("near/anna", "/inwoners/samenvoegen", form); a.Status != 303 || !strings.HasSuffix(a.Header.Get("Location"), "/samenvoegen") {
			t.Fatalf("settling: %d", a.Status)
		}
		pairs, err := people.Doubles(t.Context(), w.d.Read(), w.who["near/anna"], people.ScopeOf(w.who["near/anna"], access.Merge))
		if err != nil || len(pairs) != 0 {
			t.Errorf("still asked: %v %v", pairs, err)
		}
	})
}
