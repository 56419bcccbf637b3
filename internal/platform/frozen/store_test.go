package frozen

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
	"nabij/internal/platform/run"
)

var first = time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)

func TestReleasedContentIsFrozen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := clock.At(first)
		for _, step := range []struct {
			name    string
			packs   []Pack
			refused string // in the message; empty = accepted
		}{
			{"nothing", nil, ""},
			{"first sight", []Pack{{"frame", "1.0.0", "aaa"}, {"rules", "1.0.0", "bbb"}}, ""},
			{"again", []Pack{{"frame", "1.0.0", "aaa"}, {"rules", "1.0.0", "bbb"}}, ""},
			{"a pack less", []Pack{{"rules", "1.0.0", "bbb"}}, ""},
			{"a new version", []Pack{{"frame", "1.0.0", "aaa"}, {"frame", "1.1.0", "ccc"}}, ""},
			{"changed", []Pack{{"new", "1.0.0", "nnn"}, {"frame", "1.0.0", "zzz"}}, "frame 1.0.0 (checksum was aaa, is zzz)"},
			{"the old text back", []Pack{{"frame", "1.0.0", "aaa"}}, ""},
			{"what came along with the changed one was not stored", []Pack{{"new", "1.0.0", "other"}}, ""},
		} {
			c.Advance(time.Hour)
			if step.refused != "" {
				if err := Verify(t.Context(), d, step.packs); err == nil {
					t.Errorf("%s: Verify accepted it", step.name)
				}
			}
			err := Record(t.Context(), d, c, step.packs)
			var changed *Changed
			switch {
			case step.refused == "" && err != nil:
				t.Errorf("%s: refused: %v", step.name, err)
			case step.refused != "" && (!errors.As(err, &changed) || !strings.Contains(err.Error(), step.refused)):
				t.Errorf("%s: got %v", step.name, err)
			}
		}
		seen, err := db.One(t.Context(), d.Read(), func(r db.Row) (at db.Instant, err error) { return at, r.Scan(&at) },
			`select first_seen_at from content_release where pack_id = 'frame' and version = '1.0.0'`)
		if err != nil || !seen.Time().Equal(first.Add(2*time.Hour)) {
			t.Errorf("first seen at %v (%v)", seen, err)
		}
	})
}

func TestTwoProcessesWithDifferentTexts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var tasks []*run.Task
		for _, sum := range []string{"aaa", "bbb"} {
			tasks = append(tasks, run.Go(t.Context(), "start", func(ctx context.Context) error {
				return Record(ctx, d, clock.At(first), []Pack{{"frame", "1.0.0", sum}})
			}))
		}
		refused := 0
		for _, task := range tasks {
			if err := task.Wait(); errors.As(err, new(*Changed)) {
				refused++
			} else if err != nil {
				t.Error(err)
			}
		}
		if refused != 1 {
			t.Errorf("%d of two different texts were refused", refused)
		}
	})
}

func TestCompareIsInOrder(t *testing.T) {
	stored := []Pack{{"b", "1", "x"}, {"a", "2", "x"}, {"a", "1", "x"}, {"c", "1", "x"}}
	present := []Pack{{"b", "1", "y"}, {"a", "2", "y"}, {"a", "1", "y"}, {"c", "1", "x"}, {"d", "1", "y"}}
	var got []string
	for _, c := range Compare(stored, present) {
		got = append(got, c.ID+c.Version)
	}
	if s := strings.Join(got, " "); s != "a1 a2 b1" {
		t.Errorf("got %s", s)
	}
	if s := short("0123456789abcdef"); s != "0123456789ab…" {
		t.Errorf("short gives %s", s)
	}
}
