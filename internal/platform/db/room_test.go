//go:build linux

package db

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"nabij/internal/platform/fault"
)

// TestRoomOnAFullDisk fills a small disk: what is held is given and work goes on; when that is used too, what does not
// fit is refused in clear words; and when there is space again the room is held again.
func TestRoomOnAFullDisk(t *testing.T) {
	disk := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=300m", "tmpfs", disk).CombinedOutput(); err != nil {
		t.Skipf("a small disk cannot be mounted here (that needs root): %v %s", err, out)
	}
	t.Cleanup(func() { _ = exec.Command("umount", "-l", disk).Run() })
	d, err := Open(t.Context(), Source{Dir: disk})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	write := func() error {
		return d.InTx(t.Context(), func(ctx context.Context, tx Tx) error {
			_, err := Exec(ctx, tx, `insert into t (body) values ($1)`, strings.Repeat("x", 20_000))
			return err
		})
	}
	if _, err := d.writer.ExecContext(t.Context(), "create table t (body text)"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if err := d.KeepRoom(ctx); err != nil {
		t.Fatal(err)
	}
	held := func() bool {
		_, err := os.Stat(d.room.path)
		return err == nil
	}
	if !held() {
		t.Fatal("no room is held")
	}
	fill := filepath.Join(disk, "fill")
	fillDisk(t, fill)
	for i := range 100 {
		if err := write(); err != nil {
			t.Fatalf("write %d on a full disk with room held: %v", i, err)
		}
	}
	if held() {
		t.Error("the room is still held on a full disk")
	}
	if err := d.room.hold(); err != nil || held() {
		t.Errorf("on a full disk room was taken again: %v", err)
	}
	fillDisk(t, fill)
	for err = nil; err == nil; err = write() {
		fillDisk(t, fill)
	}
	if !IsFull(err) || fault.KindOf(err) != fault.Unavailable {
		t.Errorf("without any room: %v", err)
	}
	if err := os.Remove(fill); err != nil {
		t.Fatal(err)
	}
	if err := write(); err != nil {
		t.Errorf("after space came back: %v", err)
	}
	if err := d.room.hold(); err != nil || !held() {
		t.Errorf("after space came back the room is not held: %v", err)
	}
}

func fillDisk(t *testing.T, path string) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, size := range []int{1 << 20, 4 << 10, 1} {
		for part := make([]byte, size); err == nil; {
			_, err = f.Write(part)
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
		err = nil
	}
}
