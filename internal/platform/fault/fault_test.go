package fault

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestKindOf(t *testing.T) {
	cause := errors.New("disk full")
	for _, c := range []struct {
		name string
		err  error
		want Kind
	}{
		{"nil", nil, Unknown},
		{"plain error", cause, Unknown},
		{"fault", New(NotFound, Say("Weg", "Gone")), NotFound},
		{"wrapped fault", fmt.Errorf("loading: %w", New(Conflict, Text{})), Conflict},
		{"fault around a fault: the outer one counts", New(Unavailable, Text{}).Because(New(Invalid, Text{})), Unavailable},
		{"keyed", Keyed(TooMany, "slow-down"), TooMany},
	} {
		if got := KindOf(c.err); got != c.want {
			t.Errorf("%s: KindOf = %v, want %v", c.name, got, c.want)
		}
	}
}

func TestUnwrapReachesTheCause(t *testing.T) {
	cause := errors.New("connection refused")
	err := fmt.Errorf("saving: %w", New(Unavailable, Text{}).Because(cause))
	if !errors.Is(err, cause) {
		t.Fatal("the cause is lost")
	}
	if !strings.Contains(err.Error(), "connection refused") {
		t.Fatalf("the developer does not see the cause: %v", err)
	}
}

func TestSentenceNeverShowsTheCause(t *testing.T) {
	f := New(Unavailable, Say("Even niet.", "Not now.")).Because(errors.New("password is hunter2"))
	for lang, want := range map[string]string{"nl": "Even niet.", "en": "Not now.", "de": "Even niet.", "": "Even niet."} {
		if got := f.Sentence(lang); got != want {
			t.Errorf("Sentence(%q) = %q, want %q", lang, got, want)
		}
	}
}

func TestEveryKindHasANameAndASentenceInBothLanguages(t *testing.T) {
	seen := map[string]Kind{}
	for kind := Unknown; kind <= TooLarge; kind++ {
		text := Default(kind)
		if text.NL == "" || text.EN == "" || text.NL == text.EN {
			t.Errorf("%v: sentence missing in a language: %+v", kind, text)
		}
		if other, ok := seen[kind.String()]; ok {
			t.Errorf("%d and %d share the name %q", other, kind, kind)
		}
		seen[kind.String()] = kind
		if got := (&Fault{Kind: kind}).Sentence("en"); got != text.EN {
			t.Errorf("%v without a sentence says %q", kind, got)
		}
	}
	if Kind(99).String() != "unknown" || Kind(-1).String() != "unknown" {
		t.Error("a kind outside the list must be called unknown")
	}
}

func TestMethodsCopy(t *testing.T) {
	base := New(Invalid, Say("Kijk na", "Check"))
	one := base.At("day", Say("Kies een dag", "Choose a day"))
	two := one.At("place", Say("Kies een plek", "Choose a place"))
	three := one.At("time", Say("Kies een tijd", "Choose a time")).After(time.Minute)
	if len(base.Fields) != 0 || len(one.Fields) != 1 || len(two.Fields) != 2 || two.Fields[1].Name != "place" || base.Retry != 0 {
		t.Fatalf("a fault changed after it was made: %+v %+v %+v", base, one, two)
	}
	if three.Fields[1].Name != "time" || three.Retry != time.Minute {
		t.Fatalf("got %+v", three)
	}
	if msg := two.Error(); !strings.Contains(msg, "day: Choose a day") || !strings.Contains(msg, "place: Choose a place") {
		t.Errorf("the fields are missing in %q", msg)
	}
}
