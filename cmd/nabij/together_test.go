package main

import (
	"context"
	"net/http"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"nabij/internal/platform/db"
	"nabij/internal/platform/db/dbtest"
)

// TestTwoProgramsOnOnePostgres starts two programs at once on an empty database, ends one without warning, and sees
// that the other goes on and that a third can join.
func TestTwoProgramsOnOnePostgres(t *testing.T) {
	source := dbtest.Postgres(t)
	join := func() (*exec.Cmd, string) {
		cmd, url, _ := start(t, t.TempDir(), "--database", source.URL)
		return cmd, url
	}
	first, firstURL := join()
	second, secondURL := join()
	for _, url := range []string{firstURL, secondURL} {
		answers(t, url)
	}
	if err := first.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = first.Wait()
	answers(t, secondURL)
	third, thirdURL := join()
	answers(t, thirdURL)
	for _, cmd := range []*exec.Cmd{second, third} {
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); err != nil {
			t.Errorf("stopped with %v", err)
		}
	}
}

func answers(t *testing.T, url string) {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode >= 500 {
		t.Errorf("%s answers %d", url, response.StatusCode)
	}
}

// TestReleasedContentThatWasChangedIsRefused changes what a database remembers of a pack; for the program that is the
// same as a pack that was changed.
func TestReleasedContentThatWasChangedIsRefused(t *testing.T) {
	dbtest.EachSource(t, func(t *testing.T, source db.Source) {
		more := []string{"--data", source.Dir}
		if source.URL != "" {
			more = []string{"--data", t.TempDir(), "--database", source.URL}
		}
		cmd, _, _ := start(t, source.Dir, more...)
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); err != nil {
			t.Fatal(err)
		}
		d, err := db.Open(t.Context(), source)
		if err != nil {
			t.Fatal(err)
		}
		tampered(t, d)
		again := exec.Command(program, append([]string{"serve", "--addr", "127.0.0.1:0", "--monitor", "none"}, more...)...)
		said, _ := again.CombinedOutput()
		if again.ProcessState.ExitCode() != 1 || !strings.Contains(string(said), "Vrijgegeven inhoud ligt vast") {
			t.Errorf("exit %d, said %s", again.ProcessState.ExitCode(), said)
		}
	})
}

func tampered(t *testing.T, d *db.DB) {
	t.Helper()
	err := d.InTx(t.Context(), func(ctx context.Context, tx db.Tx) error {
		n, err := db.Exec(ctx, tx, `update content_release set checksum = 'other' where pack_id = (select min(pack_id) from content_release)`)
		if err == nil && n == 0 {
			t.Error("the program remembered no released content")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}
