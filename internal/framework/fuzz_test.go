package framework

import (
	"encoding/binary"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// tooLong fails when a piece of content holds up the program. Fuzzing runs many times slower than real use, hence the
// wide margin; TestWorstPacks measures without it.
func tooLong(t *testing.T, began time.Time) {
	t.Helper()
	if d := time.Since(began); d > hang {
		t.Errorf("this took %v", d)
	}
}

// useUp does everything that a program does with content: load, compile, look for what is dead, weigh, tell, draw.
func useUp(t *testing.T, content fstest.MapFS) {
	began := time.Now()
	lib, issues := LoadLibrary(content, ".")
	for _, i := range issues {
		if text := i.In("nl") + i.In("en"); strings.Contains(text, "%!") {
			t.Errorf("a message is not filled in: %s", text)
		}
	}
	for _, p := range lib.Frameworks() {
		var layers []string
		for _, l := range lib.Layers(string(p.Head.ID)) {
			layers = append(layers, string(l.Head.ID))
		}
		fw, _ := lib.Compile(string(p.Head.ID), "", layers...)
		if fw == nil {
			continue
		}
		fw.Dead()
		fw.Timeline("nl")
		for _, day := range []Day{0, firstDay, lastDay, 18400} {
			a := fw.Evaluate(Case{Plan: On(day), Today: NoMoment})
			a.Tell("nl").Prose()
			a.Tell("en").Prose()
			a.Sheet("nl")
		}
	}
	tooLong(t, began)
}

// seedFiles gives the content of all files below a folder that end so.
func seedFiles(f *testing.F, root, ending string) (out [][]byte) {
	err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(name, ending) {
			return err
		}
		data, err := os.ReadFile(name)
		if len(data) < 30_000 {
			out = append(out, data)
		}
		return err
	})
	if err != nil || len(out) == 0 {
		f.Fatalf("no seeds in %s: %v", root, err)
	}
	return out
}

// FuzzParsePack tries any bytes as one file of a pack.
func FuzzParsePack(f *testing.F) {
	for _, data := range append(seedFiles(f, "testdata/bad", ".yaml"), seedFiles(f, "../../content", ".yaml")...) {
		f.Add(data)
	}
	f.Add([]byte(small("").body))
	f.Fuzz(func(t *testing.T, data []byte) {
		content := files(base(""), guide(parameters+"  - {parameter: days, from: 2020-03-15, value: 5, kind: law, source: s}"))
		content["base/body.yaml"] = &fstest.MapFile{Data: data}
		useUp(t, content)
		useUp(t, fstest.MapFS{"pack.yaml": &fstest.MapFile{Data: data}})
	})
}

// FuzzPack tries several files at once: a framework, guidelines, and a layer.
func FuzzPack(f *testing.F) {
	for seed := range uint64(20) {
		var body [3]string
		for i, p := range newWorld(seed).write(4) {
			body[i%3] = p.body
		}
		f.Add(body[0], body[1], body[2])
	}
	f.Fuzz(func(t *testing.T, framework, guidelines, more string) {
		useUp(t, files(base(framework), pack{"guide", "kind: guidelines", guidelines}, pack{"own", "kind: guidelines, level: organisation, on: guide", more}))
	})
}

// FuzzCase tries any bytes as an answers file for a framework with every type of question.
func FuzzCase(f *testing.F) {
	fw := build(f, everything("{anyone: [self, mate], question: ill, is: yes}")...)
	for _, data := range seedFiles(f, "../../content", ".yaml") {
		f.Add(data)
	}
	f.Add([]byte("day: 2020-05-20 14:00\ntoday: 2020-05-19\nanswers: {n: 3, cs: [a, b], d: 2020-05-01, ill: {self: no, mate-1: {answer: yes, asked: 2020-05-18}}, mates: 2}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		began := time.Now()
		file, _ := ReadCase("case.yaml", data)
		c, problems := file.Case(fw)
		for _, p := range problems {
			if strings.Contains(p.Message("nl")+p.Message("en"), "%!") {
				t.Errorf("a message is not filled in: %v", p)
			}
		}
		told := fw.Evaluate(c).Tell("nl")
		told.Prose()
		file.Expect.Check(told)
		tooLong(t, began)
	})
}

// byteSource draws random numbers from the bytes of the fuzzer, so that it steers what is generated.
type byteSource struct{ data []byte }

func (s *byteSource) Uint64() uint64 {
	if len(s.data) == 0 {
		return 0
	}
	var word [8]byte
	n := copy(word[:], s.data[:min(2, len(s.data))])
	s.data = s.data[n:]
	return binary.LittleEndian.Uint64(word[:]) * 0x9e3779b97f4a7c15
}

// FuzzConditions makes frameworks from bytes and holds the engine to the slow interpreter.
func FuzzConditions(f *testing.F) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		data := make([]byte, 600)
		for i := range data {
			data[i] = byte(r.Uint32())
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		w := &world{gen: &gen{Rand: rand.New(&byteSource{data}), gates: map[string]meant{}}}
		if len(data) < 64 || len(data) > 4000 {
			return // a source that runs dry gives the same choice for ever
		}
		w.gen.Rand = rand.New(&mixedSource{byteSource{data}, rand.NewPCG(uint64(len(data)), uint64(data[0]))})
		fw := build(t, w.write(3)...)
		for range 4 {
			a := fw.Evaluate(w.situate(60))
			if d := w.outcome().differences(outcomeOf(a.Tell("en"), a)); len(d) > 0 {
				t.Fatalf("want ≠ got: %q", d)
			}
		}
	})
}

// mixedSource goes on with ordinary random numbers when the bytes are used up.
type mixedSource struct {
	byteSource
	rest rand.Source
}

func (s *mixedSource) Uint64() uint64 {
	if len(s.data) > 0 {
		return s.byteSource.Uint64()
	}
	return s.rest.Uint64()
}

// FuzzEvaluate tries answers of all sorts, also ones that no form could send, on random frameworks.
func FuzzEvaluate(f *testing.F) {
	f.Add(uint64(1), int32(18400), "yn", "", "answered", "yes", 3.0, int32(18000), "old", "north")
	f.Add(uint64(2), int32(-1<<31), "per", "mate-2", "refused", "", -1.0, int32(-1<<31), "", "")
	f.Fuzz(func(t *testing.T, seed uint64, day int32, question, person, given, word string, number float64, on int32, variant, region string) {
		began := time.Now()
		fw, w := randomFramework(t, seed%500, 5)
		c := w.situate(50)
		c.Plan, c.Variant, c.Region, c.Organisation = On(Day(day)), variant, region, region
		c.Answers[Asked{question, person}] = Answer{Given: Given(given), Words: strings.Fields(word), Number: number, Day: Day(on), Text: word, Asked: Moment{Day(on), int(on)}}
		fw.Check(c)
		a := fw.Evaluate(c)
		v := fw.NewVerdict()
		v.Judge(fw.Encode(c))
		if v.Best() != a.Best() {
			t.Errorf("bulk says %s, the advice %s", v.Best(), a.Best())
		}
		for _, lang := range []string{"nl", "en", "fr", ""} {
			a.Tell(lang).Prose()
			a.Sheet(lang)
		}
		tooLong(t, began)
	})
}

// FuzzMoment: what can be read can be written and read again, and nothing else is taken for a day.
func FuzzMoment(f *testing.F) {
	for _, s := range []string{"2020-05-20", "2020-05-20 14:00", "2020-05-20T9:05", "2020-02-30", "", "1899-12-31", "2199-12-31 23:59", "2020-05-20 +1:00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := ParseDay(s); err == nil && (d.String() != s || d < firstDay || d > lastDay) {
			t.Errorf("%q is read as %v", s, d)
		}
		m, err := ParseMoment(s)
		if err != nil {
			return
		}
		again, err := ParseMoment(m.String())
		if err != nil || again != m || m.Minute < -1 || m.Minute >= 24*60 {
			t.Errorf("%q is read as %v, written and read again as %v (%v)", s, m, again, err)
		}
		m.In("nl")
	})
}
