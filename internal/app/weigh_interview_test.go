package app

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"nabij/internal/framework"
)

// talkTo holds an interview about the made-up framework and gives the transcript.
func talkTo(t *testing.T, lang string, typed []string, args ...string) string {
	t.Helper()
	words := append([]string{"weigh", "--content", "testdata/packs", "--framework", "bezoek", "--lang", lang}, args...)
	code, out, errs := tellAfter(t, strings.Join(typed, "\n")+"\n", words...)
	if code != ExitOK || errs != "" {
		t.Fatalf("exit %d, %s\n%s", code, errs, out)
	}
	if wide := tooWide(out); len(wide) > 0 {
		t.Errorf("does not fit 80 columns: %q", wide)
	}
	return today.ReplaceAllString(out, "($1)")
}

// today is the day that the interview proposes; it is another one each day.
var today = regexp.MustCompile(`\((?:\d{4}-\d{2}-\d{2})()\)`)

func TestInterviewInBothLanguages(t *testing.T) {
	// A wrong day, the role by number, too many housemates, help, a wrong word, one back, an answer by name, complaints
	// that open a question and a route, back again so that the question drops away, several answers, and to the end.
	typed := []string{"morgen", "2020-05-20", "9", "1", "3", "1", "?", "misschien", "<", "1", "yes", "!", "2020-05-10", "1,2", "v", "2"}
	sameAsGolden(t, "interview.nl.txt", talkTo(t, "nl", typed))
	sameAsGolden(t, "interview.en.txt", talkTo(t, "en", append(typed[:14:14], "c", "2")))
}

func TestInterviewKeepsAnswersThatDropAway(t *testing.T) {
	onThisDay := []string{"--day", "2020-05-20", "--variant", "day-worker"}
	// Alone, complaints, since a day; two back: no complaints; one back: complaints after all.
	out := talkTo(t, "nl", []string{"0", "yes", "2020-05-18", "<", "<", "no", "<", "1", "klaar"}, onThisDay...)
	for _, want := range []string{"Nu: ‘Ja’. Enter: zo laten.", "Telt nu niet mee: ‘Sinds welke dag?’ (18 mei 2020).", "Telt weer mee: ‘Sinds welke dag?’ (18 mei 2020)."} {
		if !strings.Contains(out, want) {
			t.Errorf("does not say %q:\n%s", want, out)
		}
	}
	// Going back and leaving it so changes nothing.
	out = talkTo(t, "nl", []string{"0", "yes", "2020-05-18", "<", "<", "", "klaar"}, onThisDay...)
	if strings.Contains(out, "Telt nu niet mee") || !strings.Contains(out, "Er zijn klachten; blijf weg.") {
		t.Error(out)
	}
}

func TestInterviewStopsWhenAsked(t *testing.T) {
	for _, c := range []struct {
		name  string
		typed []string
	}{
		{"at once", []string{"done"}},
		{"in Dutch", []string{"KLAAR"}},
		{"at the end of the input", nil},
		{"everything skipped", []string{"", "", "", "", "", "", ""}},
		{"back before the first", []string{"<", "<", "done"}},
		{"control characters", []string{"\x1b[31m1\u202e", "done"}},
		{"a very long line", []string{strings.Repeat("x", 1<<17), "done"}},
	} {
		out := talkTo(t, "nl", c.typed, "--day", "2020-05-20", "--variant", "day-worker")
		if !strings.Contains(out, "VORMEN VAN CONTACT") || strings.ContainsAny(out, "\x1b\u202e") {
			t.Errorf("%s:\n%s", c.name, out)
		}
	}
}

func TestInterviewWithoutADayGivesNoAdvice(t *testing.T) {
	code, out, errs := tellAfter(t, "", "weigh", "--content", "testdata/packs", "--framework", "bezoek")
	if code != ExitAnswers || !strings.Contains(errs, "geplande dag ontbreekt") || strings.Contains(out, "VORMEN") {
		t.Errorf("exit %d, %s%s", code, out, errs)
	}
}

func TestInterviewKeepsItsQuestionsOutOfTheJSON(t *testing.T) {
	code, out, errs := tellAfter(t, "0\nno\n1\n\n", "weigh", "--content", "testdata/packs", "--framework", "bezoek", "--day", "2020-05-20", "--variant", "day-worker", "--json")
	var any map[string]any
	if err := json.Unmarshal([]byte(out), &any); err != nil || code != ExitOK || !strings.Contains(errs, "Zijn er klachten?") {
		t.Errorf("exit %d, %v\n%s\n%s", code, err, out, errs)
	}
}

func TestColourOnlyOnATerminalThatWantsIt(t *testing.T) {
	// The null device gives and takes characters, as a terminal does.
	device, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer device.Close()
	for _, c := range []struct {
		env  []string
		out  io.Writer
		want bool
	}{
		{[]string{"TERM=xterm"}, device, true},
		{[]string{"TERM=xterm", "NO_COLOR=1"}, device, false},
		{[]string{"TERM=xterm", "NO_COLOR="}, device, true},
		{[]string{"TERM=dumb"}, device, false},
		{nil, device, false},
		{[]string{"TERM=xterm"}, &strings.Builder{}, false},
	} {
		console := &Console{Out: c.out, Env: lookupIn(c.env)}
		if got := console.style().on; got != c.want {
			t.Errorf("%v: colour is %v, want %v", c.env, got, c.want)
		}
	}
}

// Whatever is typed, the interview comes to an end and gives an advice.
func FuzzInterview(f *testing.F) {
	f.Add("0\nyes\n2020-05-18\n<\n<\nno\n?\n-\n!\n\nv\n1 2\nklaar\n")
	f.Add("<\n<\n\x00\xff\n99\n2\n1\n2\n1\n-1\n1e9\nunknown\nrefused\n")
	f.Add("2\nno\n<\n<\n<\n0\n<\n<\n1\n\n\n\n\n\n<\nc\n1\n")
	quiet := &Console{Lang: "nl", Env: lookupIn(nil), Out: io.Discard, Err: io.Discard}
	shelf, err := quiet.openShelf([]string{"testdata/packs"})
	if err != nil {
		f.Fatal(err)
	}
	fw, _ := shelf.compile(shelf.library.Find("bezoek", "1.0.0"))
	f.Fuzz(func(t *testing.T, typed string) {
		var out bytes.Buffer
		console := &Console{Lang: "nl", Env: lookupIn(nil), In: strings.NewReader(typed), Out: &out}
		talk := &interview{Console: console, fw: fw, out: &out}
		file := &framework.CaseFile{Day: "2020-05-20", Variant: "day-worker"}
		if err := talk.begin(file); err != nil {
			t.Fatal(err)
		}
		situation, problems := file.Case(fw)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		if err := talk.run(&situation); err != nil {
			t.Fatal(err)
		}
		if problems := fw.Check(situation); len(problems) > 0 || strings.ContainsRune(out.String(), 0x1b) {
			t.Errorf("%v\n%s", problems, out.String())
		}
	})
}
