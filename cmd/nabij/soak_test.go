package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"nabij/internal/platform/run"
)

// soakGrowth is how much the memory may grow between the first tenth and the end.
const soakGrowth = 64 << 10 // kB

// soakPages are what the visitors ask for; one does not exist.
var soakPages = []string{"", "en", "afwegen", "en/afwegen", "afwegen/fysieke-ontmoeting", "richtlijnen", "nowhere"}

// TestSoak asks pages for a long time with several visitors at once. Nothing may fail and the memory may not grow.
func TestSoak(t *testing.T) {
	length, err := time.ParseDuration(os.Getenv("NABIJ_SOAK"))
	if err != nil {
		t.Skip("runs for minutes or hours: make soak")
	}
	cmd, url, rest := start(t, t.TempDir())
	run.Go(t.Context(), "drain", func(context.Context) error { _, err := io.Copy(io.Discard, rest); return err })
	ctx, cancel := context.WithTimeout(t.Context(), length)
	defer cancel()

	var answers, failures atomic.Int64
	var visitors []*run.Task
	for range 4 {
		visitors = append(visitors, run.Go(ctx, "visitor", func(ctx context.Context) error {
			for i := 0; ctx.Err() == nil; i++ {
				page := soakPages[i%len(soakPages)]
				status, err := visit(ctx, url+page)
				if ctx.Err() != nil {
					break
				}
				answers.Add(1)
				if err != nil || status >= 500 {
					failures.Add(1)
				}
			}
			return nil
		}))
	}
	time.Sleep(length / 10)
	before := memory(t, cmd.Process.Pid)
	for _, v := range visitors {
		if err := v.Wait(); err != nil {
			t.Error(err)
		}
	}
	after := memory(t, cmd.Process.Pid)
	t.Logf("%d answers, %d failures, memory %d kB → %d kB", answers.Load(), failures.Load(), before, after)
	if failures.Load() > 0 || answers.Load() == 0 {
		t.Errorf("%d of %d answers failed", failures.Load(), answers.Load())
	}
	if after > before+soakGrowth {
		t.Errorf("the memory grew from %d kB to %d kB", before, after)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("stopped with %v", err)
	}
}

func visit(ctx context.Context, url string) (int, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	return response.StatusCode, err
}

// memory gives the kilobytes a process uses, where Linux tells it.
func memory(t *testing.T, pid int) (kB int) {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Skip("the memory of a process can only be read on Linux")
	}
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			if _, err := fmt.Sscan(value, &kB); err != nil {
				t.Fatal(err)
			}
		}
	}
	return kB
}
