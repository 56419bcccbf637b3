package reliability

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// call is one thing that the program asked of the system for its files, with the moments of asking and of the answer.
type call struct {
	what       string // write, sync, size, rename, remove
	path, to   string
	data       []byte
	at         int64
	begun, end time.Time
}

// recorded makes strace write down every write and sync of the files of a program. It sees the moment before the
// program goes on, so a sync in the record came back before whatever the program answered after it.
func recorded(t *testing.T, p *program) (file string) {
	t.Helper()
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skip("strace is not installed; scripts/install-test-needs.sh does that on Debian")
	}
	if out, err := exec.Command("strace", "-o", "/dev/null", "true").CombinedOutput(); err != nil {
		t.Skipf("strace may not watch programs here: %v %s", err, out)
	}
	file = filepath.Join(t.TempDir(), "calls")
	p.wrap = []string{"strace", "-f", "-ttt", "-T", "-y", "-xx", "-s", "1000000", "--seccomp-bpf", "-o", file,
		"-e", "trace=pwrite64,write,pwritev,pwritev2,writev,fsync,fdatasync,sync_file_range,ftruncate,rename,renameat,renameat2,unlink,unlinkat"}
	return file
}

var (
	callLine = regexp.MustCompile(`^(\d+) +(\d+\.\d+) (.*)$`)
	callHead = regexp.MustCompile(`^(\w+)\((?:\d+|AT_FDCWD)<([^>]*)>(.*)$`)
	callTime = regexp.MustCompile(`<(\d+\.\d+)>$`)
	resumed  = regexp.MustCompile(`^<\.\.\. \w+ resumed>(.*)$`)
	writeAt  = regexp.MustCompile(`^(?:\.\.\.)?, \d+, (\d+)\)`)
	quoted   = regexp.MustCompile(`"((?:\\x[0-9a-f]{2})*)"`)
)

// readRecord reads what strace wrote, in the order in which calls were answered.
func readRecord(t *testing.T, file, dir string) (all []call) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	open := map[string]string{}
	began := map[string]time.Time{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		m := callLine.FindStringSubmatch(lines.Text())
		if m == nil {
			continue
		}
		pid, text, at := m[1], m[3], moment(m[2])
		if cut, ok := strings.CutSuffix(text, " <unfinished ...>"); ok {
			open[pid], began[pid] = cut, at
			continue
		}
		begun, end := at, at
		if r := resumed.FindStringSubmatch(text); r != nil {
			text, begun = open[pid]+r[1], began[pid]
		} else if d := callTime.FindStringSubmatch(text); d != nil {
			seconds, _ := strconv.ParseFloat(d[1], 64)
			end = at.Add(time.Duration(seconds * float64(time.Second)))
		}
		if c, ok := readCall(text, dir); ok {
			c.begun, c.end = begun, end
			all = append(all, c)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatal("strace recorded nothing of the data folder")
	}
	return all
}

func moment(text string) time.Time {
	whole, part, _ := strings.Cut(text, ".")
	seconds, _ := strconv.ParseInt(whole, 10, 64)
	micro, _ := strconv.ParseInt(part, 10, 64)
	return time.Unix(seconds, micro*1000)
}

func readCall(text, dir string) (c call, ok bool) {
	name, _, _ := strings.Cut(text, "(")
	if strings.HasPrefix(name, "rename") || strings.HasPrefix(name, "unlink") {
		var names []string
		for _, q := range quoted.FindAllStringSubmatch(text, -1) {
			names = append(names, string(unhex(q[1])))
		}
		if len(names) == 0 || !strings.HasPrefix(names[0], dir) || !strings.Contains(text, " = 0") {
			return c, false
		}
		c.what, c.path = "remove", names[0]
		if len(names) == 2 {
			c.what, c.to = "rename", names[1]
		}
		return c, true
	}
	h := callHead.FindStringSubmatch(text)
	if h == nil {
		return c, false
	}
	path := h[2]
	if strings.HasPrefix(path, `\x`) {
		path = string(unhex(path))
	}
	if !strings.HasPrefix(path, dir) || strings.Contains(text, " = -1 ") {
		return c, false
	}
	c.path = path
	switch h[1] {
	case "fsync", "fdatasync":
		c.what = "sync"
	case "ftruncate":
		c.what = "size"
		c.at, _ = strconv.ParseInt(regexp.MustCompile(`^, (\d+)`).FindStringSubmatch(h[3])[1], 10, 64)
	case "write", "pwrite64":
		c.what, c.at = "write", -1 // at the end
		q := quoted.FindStringSubmatch(h[3])
		c.data = unhex(q[1])
		if h[1] == "pwrite64" {
			rest := h[3][strings.LastIndex(h[3], `"`)+1:]
			m := writeAt.FindStringSubmatch(rest)
			if m == nil {
				panic("strace wrote a call in a way that is not known: " + rest)
			}
			c.at, _ = strconv.ParseInt(m[1], 10, 64)
		}
	default:
		c.what = "unknown " + h[1]
	}
	return c, true
}

func unhex(text string) []byte {
	out, err := hex.DecodeString(strings.ReplaceAll(text, `\x`, ""))
	if err != nil {
		panic(err)
	}
	return out
}

// ownSync tells whether the bytes of a write reached the disk before it was answered: they were written to the log of
// the database and a sync of it that was asked for after that came back in time.
func ownSync(calls []call, w *write) (found, synced bool) {
	for i, c := range calls {
		if c.what != "write" || !strings.HasSuffix(c.path, "-wal") || c.begun.Before(w.begun) || c.end.After(w.ended) || !bytes.Contains(c.data, []byte(w.token)) {
			continue
		}
		found = true
		for _, s := range calls[i+1:] {
			if s.what == "sync" && s.path == c.path && !s.begun.Before(c.end) && !s.end.After(w.ended) {
				return true, true
			}
		}
	}
	return found, false
}
