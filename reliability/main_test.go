package reliability

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"testing"

	"nabij/internal/app"
)

// asProgram makes this test binary be the program itself, so that the small runs need no build.
const asProgram = "NABIJ_RELIABILITY_AS_PROGRAM"

// full tells that everything runs at its full numbers, with guards, against a program that is built anew.
var full = os.Getenv("NABIJ_RELIABILITY") == "full"

// leftovers are the folders that several tests use.
var leftovers []string

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		os.Exit(app.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Environ()))
	}
	flag.Parse()
	code := m.Run()
	for _, dir := range leftovers {
		_ = os.RemoveAll(dir)
	}
	os.Exit(code)
}

// share is the part of the full numbers that is run, in percents, for a machine or a moment that has no time for all.
var share = func() int {
	n, err := strconv.Atoi(os.Getenv("NABIJ_RELIABILITY_SHARE"))
	if err != nil || n < 1 || n > 100 {
		return 100
	}
	return n
}()

// of chooses the number of a small run or that of a full one, or the share of it that is run now.
func of(small, large int) int {
	if full {
		return max(small, large*share/100)
	}
	return small
}

// needFull skips what takes minutes. The reason stands in the list of tests, so that nobody thinks it ran.
func needFull(t *testing.T) {
	t.Helper()
	if !full {
		t.Skip("takes minutes: make reliability")
	}
}

// guarded wants a run against a program with a fault in it to fail. What a run finds wrong is a list of sentences.
func guarded(t *testing.T, fault string, wrong []string) {
	t.Helper()
	if len(wrong) == 0 {
		t.Errorf("GUARD: the program with the fault %q passed: this run proves nothing", fault)
		return
	}
	t.Logf("guard %q was caught: %d findings, the first: %s", fault, len(wrong), wrong[0])
}

// findings collects what is wrong, in whole sentences; the same sentence is kept once with its count.
type findings struct {
	order []string
	times map[string]int
}

func (f *findings) add(format string, args ...any) {
	if f.times == nil {
		f.times = map[string]int{}
	}
	text := fmt.Sprintf(format, args...)
	if f.times[text]++; f.times[text] == 1 {
		f.order = append(f.order, text)
	}
}

func (f *findings) list() []string { return f.order }

// tell makes test errors of findings, at most some of them.
func tell(t *testing.T, wrong []string) {
	t.Helper()
	for i, text := range wrong {
		if i == 20 {
			t.Errorf("and %d more", len(wrong)-i)
			return
		}
		t.Error(text)
	}
}
