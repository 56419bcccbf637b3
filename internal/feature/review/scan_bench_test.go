//go:build unix

package review

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	builtin "nabij/content"
	"nabij/internal/framework"
	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
	"nabij/internal/platform/run"
)

// TestScanSpeed measures what other guidelines do to many open decisions, on both databases: time, memory, and how time
// grows. It runs when NABIJ_OPEN says how many:
//
//	NABIJ_OPEN=1000000 go test -run TestScanSpeed -v -timeout 0 ./internal/feature/review
//
// The decisions are of the framework fysieke-ontmoeting, made up but repeatable: a third of the answers missing, days
// spread over a month, a look-again day one to five weeks ahead for most. The other content asks more distance from the
// middle of that month.
func TestScanSpeed(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("NABIJ_OPEN"))
	if n == 0 {
		t.Skip("a measurement: set NABIJ_OPEN to a number of open decisions")
	}
	from, to := guidelinesBeforeAndAfter(t)
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newTown(t, d)
		org := w.who["near/anna"].Org
		ctx := access.With(db.WithLimit(context.Background(), 10*time.Minute), w.who["near/lead"])
		filled := 0
		for _, size := range []int{n / 10, n} {
			began := time.Now()
			fillResidents(t, w, filled/perResident, size/perResident)
			fillOpen(t, w, from, filled, size)
			filled = size
			w.tx("", func(ctx context.Context, tx db.Tx) error {
				_, err := db.Exec(db.WithLimit(ctx, time.Minute), tx, "analyze") // both engines know the word
				return err
			})
			t.Logf("%d decisions stored in %s", size, time.Since(began).Round(time.Second))
			for range 2 { // the first also fills the caches of the database
				measureScan(t, size, func() (framework.Impact, error) { return w.f.Impact(ctx, org, from, to, nil) })
			}
			if size < n { // the rest is the same, ten times
				spent := cpuTime(t)
				began = time.Now()
				if _, err := w.f.BringBack(ctx, org, "release", from, to, nil); err != nil {
					t.Fatal(err)
				}
				t.Logf("brought back, with their audit lines, in %s (%.1f s of processor time in this process)", time.Since(began).Round(100*time.Millisecond), (cpuTime(t) - spent).Seconds())
			}
			measureList(t, w)
		}
	})
}

func measureScan(t *testing.T, size int, do func() (framework.Impact, error)) {
	t.Helper()
	runtime.GC()
	before, began := cpuTime(t), time.Now()
	var most atomic.Uint64
	ctx, stop := context.WithCancel(context.Background())
	watch := run.Go(ctx, "memory", func(ctx context.Context) error {
		for ctx.Err() == nil {
			most.Store(max(most.Load(), resident(t)))
			time.Sleep(20 * time.Millisecond)
		}
		return nil
	})
	i, err := do()
	took, spent := time.Since(began), cpuTime(t)-before
	stop()
	_ = watch.Wait()
	if err != nil || i.Open != size {
		t.Fatal(i, err)
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	t.Logf("%8d decisions: %6.2f s (%5.2f s of processor time in this process), %4.1f µs each, resident %d MB; same %d, other reason %d, other advice %d, cannot tell %d",
		size, took.Seconds(), spent.Seconds(), took.Seconds()*1e6/float64(size), most.Load()>>20, i.Same, i.OtherReason, i.OtherAdvice, i.CannotTell)
}

// cpuTime is the processor time that this process has used; that of a PostgreSQL is not in it.
func cpuTime(t testing.TB) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Error(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// resident is the memory of this process that is in use, where the system tells.
func resident(t testing.TB) uint64 {
	data, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	f := strings.Fields(string(data))
	pages, err := strconv.ParseUint(f[1], 10, 64)
	if err != nil {
		t.Error(err)
	}
	return pages * uint64(os.Getpagesize())
}

// guidelinesBeforeAndAfter gives the content of the program, and the same with another distance in it.
func guidelinesBeforeAndAfter(t testing.TB) (from, to *framework.Library) {
	t.Helper()
	from, issues := framework.LoadLibrary(builtin.FS, ".")
	if len(issues.Errors()) > 0 {
		t.Fatal(issues.Errors()[0])
	}
	to, issues = framework.LoadLibrary(stricter(t), ".")
	if len(issues.Errors()) > 0 {
		t.Fatal(issues.Errors()[0])
	}
	return from, to
}

// perResident is how many decisions stand about one person.
const perResident = 4

// mostMine is how many residents are in the caseload of one worker, who leads a team of ten such.
const mostMine = 40

func residentOf(i int) string { return fmt.Sprintf("0190b6a0-0000-7000-8000-%012d", i/perResident) }

// fillResidents stores residents with the numbers from … to.
func fillResidents(t testing.TB, w *town, from, to int) {
	t.Helper()
	a := w.who["near/anna"]
	teams := []string{w.teams["near/north"]}
	w.tx("", func(ctx context.Context, tx db.Tx) error {
		for i := range max(1, to/(10*mostMine)) {
			id, err := people.AddPlace(ctx, tx, a, "team", fmt.Sprintf("%d-%d", to, i), at)
			if err != nil {
				return err
			}
			teams = append(teams, id)
		}
		return nil
	})
	for from < to {
		w.tx("", func(ctx context.Context, tx db.Tx) error {
			for range min(10_000, to-from) {
				var rows []string
				in := args{a.Org, at, a.ID}
				for range min(60, to-from) {
					rows = append(rows, fmt.Sprintf("($1, %s, 'Jan', '', 'Jansen', '', %s, '', '', %s, false, 'general', '2020-05-01', $2, $3, 1)", in.add(residentOf(from*perResident)), in.add(fmt.Sprintf("jansen %d", from)), in.add(teams[from/(10*mostMine)%len(teams)])))
					from++
				}
				if len(rows) == 0 {
					return nil
				}
				if _, err := db.Exec(ctx, tx, `insert into resident (organisation_id, id, given, prefix, family, called, sort_key, postcode, house_number, team_id, restricted, legal_ground, opened_on, created_at, created_by, version)
					values `+strings.Join(rows, ", "), in...); err != nil {
					return err
				}
			}
			return nil
		})
	}
	for i := range mostMine {
		w.tx("", func(ctx context.Context, tx db.Tx) error {
			return people.Assign(ctx, tx, a, residentOf(i*perResident), a.ID, at, today)
		})
	}
}

// measureList measures the list of one worker and that of a team among all the others.
func measureList(t *testing.T, w *town) {
	t.Helper()
	a := w.who["near/anna"]
	for name, teams := range map[string][]string{"own caseload": nil, "team": a.Teams} {
		var took []time.Duration
		rows := 0
		for range 100 {
			began := time.Now()
			page, _, err := list(t.Context(), w.d.Read(), a, teams, "2020-06-15", place{})
			if err != nil {
				t.Fatal(err)
			}
			took, rows = append(took, time.Since(began)), len(page)
		}
		slices.Sort(took)
		t.Logf("%-12s %d rows: p50 %s, p95 %s", name, rows, took[50].Round(10*time.Microsecond), took[95].Round(10*time.Microsecond))
	}
}

const decided = 90_000 // answers are made once, and each decision takes one of so many cases

// fillOpen stores decisions with the numbers from … to.
func fillOpen(t testing.TB, w *town, lib *framework.Library, from, to int) {
	t.Helper()
	fw, issues := lib.Compile("fysieke-ontmoeting", "")
	if fw == nil {
		t.Fatal(issues.Errors())
	}
	ask := questionsOf(fw)
	r := rand.New(rand.NewPCG(2020, uint64(from)))
	org := w.who["near/anna"].Org
	layout, body := fw.Layout()
	var cases [][]byte
	var forms []string
	first := framework.DayOf(2020, 5, 11)
	for range min(decided, to-from) {
		c := ask.random(r, first+framework.Day(r.IntN(30)))
		cases = append(cases, fw.Compact(c))
		forms = append(forms, fw.Evaluate(c).Best())
	}
	content := contentOf(fw)
	for from < to {
		w.tx("", func(ctx context.Context, tx db.Tx) error {
			if err := keepLayout(ctx, tx, org, layout, body); err != nil {
				return err
			}
			for range min(10_000, to-from) {
				var rows []string
				in := args{org, at, content, layout}
				for range min(20, to-from) { // several in a statement, or PostgreSQL would take an hour
					k, day := r.IntN(len(cases)), people.Day("2020-05-12").Add(r.IntN(30))
					look := people.Day("")
					if r.IntN(20) > 0 {
						look = day.Add(7 + r.IntN(28))
					}
					next := day.Add(r.IntN(7))
					rows = append(rows, fmt.Sprintf("($1, %s, %s, 'fysieke-ontmoeting', '1.0.0', '', $3, $4, %s, %s, %s, %s, %s, $2, 1)",
						in.add(people.NewID(noon.Add(time.Duration(from)*time.Millisecond))), in.add(residentOf(from)),
						in.add(pack(cases[k])), in.add(forms[k]), in.add(orNull(next)), in.add(orNull(look)), in.add(orNull(dueOn(next, look)))))
					from++
				}
				if len(rows) == 0 {
					return nil
				}
				if _, err := db.Exec(ctx, tx, `insert into open_decision (organisation_id, deliberation_id, resident_id, framework, framework_version, layers,
					content, layout_id, compact, form, next_on, look_on, due_on, opened_at, version) values `+strings.Join(rows, ", "), in...); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// stricter is the content of the program with another distance from 2 June 2020, as a new version of the guidelines.
func stricter(t testing.TB) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(builtin.FS, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(builtin.FS, name)
		switch {
		case strings.HasSuffix(name, "nl-covid-2020/1.0.0/pack.yaml"):
			data = bytes.Replace(data, []byte("version: 1.0.0"), []byte("version: 1.1.0"), 1)
		case strings.HasSuffix(name, "nl-covid-2020/1.0.0/distance.yaml"):
			data = bytes.Replace(data, []byte("holds:\n"), []byte("holds:\n  - {parameter: distance, from: 2020-06-02, value: 2, kind: law, source: blaricum-2020-06-12}\n"), 1)
		}
		out[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// asking is what made-up cases answer.
type asking struct {
	fw    *framework.Framework
	slots []askingSlot
}

type askingSlot struct {
	framework.Asked
	*framework.Question
	options []string
}

func questionsOf(fw *framework.Framework) asking {
	out := asking{fw: fw}
	for i := range fw.Base.Considerations {
		for j := range fw.Base.Considerations[i].Questions {
			q := &fw.Base.Considerations[i].Questions[j]
			s := askingSlot{Question: q}
			for _, o := range fw.OptionsOf(q.ID) {
				s.options = append(s.options, string(o.ID))
			}
			persons := []string{""}
			if len(q.Per) > 0 {
				persons = nil
			}
			for _, per := range q.Per {
				for _, p := range fw.Base.Persons {
					switch {
					case string(p.ID) == per.ID && p.Count.ID == "":
						persons = append(persons, per.ID)
					case string(p.ID) == per.ID:
						for n := range p.Max {
							persons = append(persons, fmt.Sprintf("%s-%d", per.ID, n+1))
						}
					}
				}
			}
			for _, p := range persons {
				s.Asked = framework.Asked{Question: string(q.ID), Person: p}
				out.slots = append(out.slots, s)
			}
		}
	}
	return out
}

// random answers two thirds of what can be asked.
func (a asking) random(r *rand.Rand, day framework.Day) framework.Case {
	variants := a.fw.Variants()
	c := framework.Case{Plan: framework.Moment{Day: day, Minute: 600 + 30*r.IntN(16)}, Today: framework.Moment{Day: day - framework.Day(r.IntN(3)), Minute: 540 + r.IntN(400)},
		Variant: string(variants[r.IntN(len(variants))].ID), Answers: map[framework.Asked]framework.Answer{}}
	for _, s := range a.slots {
		if r.IntN(3) == 0 {
			continue
		}
		var words []string
		switch s.Type {
		case "yes_no", "choice", "pull":
			words = []string{s.options[r.IntN(len(s.options))]}
		case "choices":
			for _, o := range s.options {
				if r.IntN(4) == 0 {
					words = append(words, o)
				}
			}
		case "number":
			words = []string{strconv.Itoa(int(*s.Min) + r.IntN(max(1, min(100, int(*s.Max-*s.Min)))))}
		case "day":
			words = []string{(day - framework.Day(r.IntN(30))).String()}
		default:
			words = []string{"in words"}
		}
		if r.IntN(12) == 0 {
			words = []string{"unknown"}
		}
		if x, problem := a.fw.Parse(s.Asked, words); problem == nil {
			x.Asked = framework.Moment{Day: c.Today.Day, Minute: max(0, c.Today.Minute-r.IntN(40))}
			c.Answers[s.Asked] = x
		}
	}
	return c
}
