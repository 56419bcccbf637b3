package app

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"nabij/content"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
	"nabij/internal/platform/frozen"
	"nabij/internal/platform/log"
)

const packText = `nabij: 1
pack:
  id: lines
  version: 1.0.0
  status: STATUS
  kind: helplines
  languages: [nl]
  title: TITLE
  source: ours
sources:
  - {id: ours, title: Ours, status: own}
`

func packFiles(status, title string) fstest.MapFS {
	text := strings.NewReplacer("STATUS", status, "TITLE", title).Replace(packText)
	return fstest.MapFS{"helplines/lines/1.0.0/pack.yaml": {Data: []byte(text)}}
}

func TestBundledContentCanBeRead(t *testing.T) {
	library, err := loadContent(content.FS, "en")
	if err != nil {
		t.Fatal(err)
	}
	if len(released(library)) == 0 {
		t.Error("there is no released content")
	}
}

func TestBrokenContentIsToldAtOnceWithItsPlace(t *testing.T) {
	files := packFiles("released", "x")
	files["helplines/more/1.0.0/pack.yaml"] = &fstest.MapFile{Data: []byte("nabij: 1\npack:\n  idd: more\n")}
	for lang, want := range map[string]string{"nl": "De inhoud is niet in orde", "en": "The content is not in order"} {
		_, err := loadContent(files, lang)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "helplines/more/1.0.0/pack.yaml") || strings.Count(err.Error(), "\n") < 2 {
			t.Errorf("%s: got %v", lang, err)
		}
	}
}

// The program as it starts: released content is recorded, and refused when it was changed. A draft may change.
func TestTheProgramRefusesReleasedContentThatWasChanged(t *testing.T) {
	dbtest.EachSource(t, func(t *testing.T, source db.Source) {
		for _, step := range []struct {
			name, status, title string
			refused             bool
		}{
			{"a draft", "draft", "een", false},
			{"another draft", "draft", "twee", false},
			{"released", "released", "drie", false},
			{"the same", "released", "drie", false},
			{"changed", "released", "vier", true},
			{"back as it was", "released", "drie", false},
		} {
			library, err := loadContent(packFiles(step.status, step.title), "nl")
			if err != nil {
				t.Fatal(err)
			}
			console := &Console{Lang: "nl", Clock: clock.System{}}
			d, err := openData(t.Context(), console, log.New(io.Discard, false), source, released(library))
			var changed *frozen.Changed
			switch {
			case step.refused && (!errors.As(err, &changed) || !strings.Contains(err.Error(), "lines 1.0.0")):
				t.Errorf("%s: got %v", step.name, err)
			case !step.refused && err != nil:
				t.Errorf("%s: refused: %v", step.name, err)
			}
			if d != nil {
				if err := d.Close(); err != nil {
					t.Error(err)
				}
			}
		}
	})
}
