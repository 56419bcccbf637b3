package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// copyPack copies the made-up pack to a folder that can be written, with changes: old, new, old, new.
func copyPack(t *testing.T, version string, changes ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "content")
	from := filepath.Join("testdata", "packs", "bezoek", version)
	to := filepath.Join(dir, "bezoek", version)
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	edit(t, filepath.Join(to, "pack.yaml"), changes...)
	return dir
}

func edit(t *testing.T, file string, changes ...string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for i := 0; i+1 < len(changes); i += 2 {
		if !strings.Contains(text, changes[i]) {
			t.Fatalf("%s does not hold %q", file, changes[i])
		}
		text = strings.Replace(text, changes[i], changes[i+1], 1)
	}
	write(t, file, text)
}

// said runs the program and wants an exit code and words, wherever the lines were broken.
func said(t *testing.T, code int, want []string, args ...string) string {
	t.Helper()
	got, out, errs := tell(t, nil, args...)
	if got != code {
		t.Errorf("%v: exit %d, want %d\n%s%s", args, got, code, out, errs)
	}
	flat := strings.Join(strings.Fields(out+" "+errs), " ")
	for _, w := range want {
		if !strings.Contains(flat, w) {
			t.Errorf("%v does not say %q:\n%s%s", args, w, out, errs)
		}
	}
	if wide := tooWide(strings.ReplaceAll(out, os.TempDir(), "")); len(wide) > 0 && !strings.Contains(wide[0], "content/bezoek") {
		t.Errorf("%v does not fit 80 columns: %q", args, wide)
	}
	return out
}

func TestContentCheck(t *testing.T) {
	said(t, ExitOK, []string{"All is right."}, "content", "check", "--lang", "en")
	said(t, ExitOK, []string{"Nagekeken: 2 pakketten en 2 voorbeelden. Alles klopt."}, "content", "check", "testdata/packs")
	said(t, ExitOK, []string{"1 pakket "}, "content", "check", "testdata/packs/bezoek/1.0.0/pack.yaml")
	said(t, ExitUsage, []string{"nergens"}, "content", "check", "nergens")
	said(t, ExitUsage, []string{"geen map"}, "content", "check", "testdata/answers/good.yaml")

	broken := copyPack(t, "1.0.0", "question: wanted, includes: visit", "question: wantd, includes: visit", "limits: {home: not_advised}", "limits: {hom: forbidden}")
	said(t, ExitIssues, []string{"pack.yaml:88:19: error:", "‘forbidden’ is not possible at ‘limits’", "Looked at: 1 pack and 0 cases."}, "content", "check", broken, "--lang", "en")
	broken = copyPack(t, "1.0.0", "question: wanted, includes: visit", "question: wantd, includes: visit", "limits: {home: not_advised}", "limits: {hom: not_advised}")
	said(t, ExitIssues, []string{"fout: ‘wantd’ bestaat niet", "Bedoel je ‘wanted’?", "Bedoel je ‘home’?", "2 fouten en "}, "content", "check", broken)

	never := copyPack(t, "1.0.0", "when: {question: wanted, includes: call}", "when: {all: [{question: wanted, includes: call}, {day: {until: 2020-01-01}}, {day: {from: 2021-01-01}}]}")
	said(t, ExitOK, []string{"let op: De regel ‘wants-call’ kan nooit gelden."}, "content", "check", never)
	said(t, ExitIssues, []string{"1 waarschuwing"}, "content", "check", "--strict", never)
}

func TestContentCheckLooksAtCases(t *testing.T) {
	dir := copyPack(t, "1.0.0")
	edit(t, filepath.Join(dir, "bezoek", "1.0.0", "cases", "visit.yaml"), "housemates: 0", "housemats: 0")
	said(t, ExitIssues, []string{"cases/visit.yaml:6:14", "Did you mean ‘housemates’?"}, "content", "check", dir, "--lang", "en")
}

// A framework may lean on guidelines and help lines that only come with the program; a name that nobody has is told.
func TestContentUsesWhatComesWithTheProgram(t *testing.T) {
	lines := "  guidelines: [nl-covid-2020]\n  helplines: [nl-helplines]\n  summary:"
	dir := copyPack(t, "1.0.0", "  summary:", lines, "{question: wanted, includes: call}", "{all: [{question: wanted, includes: call}, {param: distance, at_least: 1}]}")
	said(t, ExitOK, []string{"Nagekeken: 1 pakket "}, "content", "check", dir)
	dir = copyPack(t, "1.0.0", "  summary:", strings.Replace(lines, "nl-covid-2020", "nl-covid-2021", 1))
	said(t, ExitIssues, []string{"‘nl-covid-2021’ wordt gebruikt, maar is niet gevonden."}, "content", "check", dir)
}

func TestContentTest(t *testing.T) {
	out := said(t, ExitOK, []string{"never: ill-for-long, wants-call", "2 cases tried. All is as expected."}, "content", "test", "testdata/packs", "--lang", "en")
	sameAsGolden(t, "content.test.en.txt", out)

	dir := copyPack(t, "1.0.0", "De inwoner wil bezoek.", "De inwoner wil graag bezoek.")
	said(t, ExitIssues, []string{"wijkt af van complaints.nl.golden", "- [weegt zwaar, nabijheid] De inwoner wil bezoek.", "+ [weegt zwaar, nabijheid] De inwoner wil graag bezoek."}, "content", "test", dir)
	said(t, ExitOK, []string{"2 vergelijkbestanden geschreven"}, "content", "test", dir, "--update")
	said(t, ExitOK, []string{"Alles is zoals verwacht."}, "content", "test", dir)

	visit := filepath.Join(dir, "bezoek", "1.0.0", "cases", "visit.yaml")
	edit(t, visit, "best: phone", "best: home")
	said(t, ExitIssues, []string{"best: verwacht home, gekregen phone (past)", "1 niet zoals verwacht."}, "content", "test", dir)
	said(t, ExitOK, nil, "content", "test", dir, "--case", "complaints")
	said(t, ExitUsage, []string{"Bedoelt u visit?"}, "content", "test", dir, "--case", "visti")
	if err := os.Remove(visit); err != nil {
		t.Fatal(err)
	}
	said(t, ExitOK, []string{"visit.nl.golden", "geen voorbeeld ‘visit’"}, "content", "test", dir)
	said(t, ExitUsage, []string{"Noem de map"}, "content", "test", "--update")
}

func TestGoldensThatAreMissing(t *testing.T) {
	dir := copyPack(t, "1.0.0")
	if err := os.Remove(filepath.Join(dir, "bezoek", "1.0.0", "cases", "visit.en.golden")); err != nil {
		t.Fatal(err)
	}
	said(t, ExitIssues, []string{"1 golden file is not there yet."}, "content", "test", dir, "--lang", "en")
}

func TestContentLock(t *testing.T) {
	dir := copyPack(t, "1.0.0")
	said(t, ExitOK, []string{"+ bezoek@1.0.0", "waarvan 1 nieuw"}, "content", "lock", dir)
	said(t, ExitOK, []string{"waarvan 0 nieuw"}, "content", "lock", dir)
	said(t, ExitOK, nil, "content", "check", dir)

	pack := filepath.Join(dir, "bezoek", "1.0.0", "pack.yaml")
	edit(t, pack, "De inwoner wil bezoek.", "De inwoner wil graag bezoek.")
	want := []string{"‘bezoek’ version 1.0.0 is released and frozen, but something in it was changed.", "higher version"}
	said(t, ExitIssues, want, "content", "check", dir, "--lang", "en")
	said(t, ExitIssues, want, "content", "check", filepath.Join(dir, "bezoek", "1.0.0"), "--lang", "en")
	said(t, ExitIssues, append(want, "was not changed"), "content", "lock", dir, "--lang", "en")

	// A draft beside it may change; a new version is added; the old one may not go.
	if err := os.CopyFS(filepath.Join(dir, "bezoek", "1.1.0"), os.DirFS("testdata/packs/bezoek/1.1.0")); err != nil {
		t.Fatal(err)
	}
	edit(t, pack, "De inwoner wil graag bezoek.", "De inwoner wil bezoek.")
	said(t, ExitOK, []string{"1 pakket vastgezet, waarvan 0 nieuw"}, "content", "lock", dir)
	if err := os.RemoveAll(filepath.Join(dir, "bezoek", "1.0.0")); err != nil {
		t.Fatal(err)
	}
	said(t, ExitIssues, []string{"‘bezoek@1.0.0’ is released and frozen, but cannot be found any more."}, "content", "check", dir, "--lang", "en")

	write(t, filepath.Join(dir, "packs.lock"), "bezoek@1.0.0 deadbeef\n")
	said(t, ExitIssues, []string{"packs.lock:1"}, "content", "lock", dir)
}
