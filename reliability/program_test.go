package reliability

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// sown is one fault in the source of the program: a text that stands there once, and what stands there instead. The
// build reads the changed copy (go build -overlay); the source itself is never touched.
type sown struct{ file, old, new string }

// built are the programs that were made for this run, by their faults.
var built struct {
	sync.Mutex
	dir  string
	path map[string]string
}

const root = ".."

// build gives a program with these faults in it. Without any, a small run uses the test binary itself.
func build(t *testing.T, faults ...sown) string {
	t.Helper()
	if len(faults) == 0 && !full {
		self, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		return self
	}
	built.Lock()
	defer built.Unlock()
	name := fmt.Sprint(faults)
	if path, ok := built.path[name]; ok {
		return path
	}
	if built.dir == "" {
		dir, err := os.MkdirTemp("", "nabij-reliability-")
		if err != nil {
			t.Fatal(err)
		}
		leftovers = append(leftovers, dir)
		built.dir, built.path = dir, map[string]string{}
	}
	path := filepath.Join(built.dir, fmt.Sprintf("nabij-%d", len(built.path)))
	args := []string{"build", "-buildvcs=false", "-o", path}
	if len(faults) > 0 {
		args = append(args, "-overlay", overlay(t, path, faults))
	}
	cmd := exec.Command("go", append(args, "./cmd/nabij")...)
	cmd.Dir = root
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("building the program with %v: %v\n%s", faults, err, said)
	}
	built.path[name] = path
	return path
}

// overlay writes changed copies of the files with faults, and the list that tells the build of them.
func overlay(t *testing.T, path string, faults []sown) string {
	t.Helper()
	texts := map[string]string{}
	for _, f := range faults {
		if texts[f.file] == "" {
			text, err := os.ReadFile(filepath.Join(root, f.file))
			if err != nil {
				t.Fatal(err)
			}
			texts[f.file] = string(text)
		}
		if n := strings.Count(texts[f.file], f.old); n != 1 {
			t.Fatalf("the fault for %s does not fit any more: its text stands there %d times: %s", f.file, n, f.old)
		}
		texts[f.file] = strings.Replace(texts[f.file], f.old, f.new, 1)
	}
	replace := map[string]string{}
	for file, text := range texts {
		from, err := filepath.Abs(filepath.Join(root, file))
		if err != nil {
			t.Fatal(err)
		}
		to := fmt.Sprintf("%s-%d.go", path, len(replace))
		if err := os.WriteFile(to, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		replace[from] = to
	}
	list, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path+".json", list, 0o600); err != nil {
		t.Fatal(err)
	}
	return path + ".json"
}

// program is the program as it serves one data folder, always at the same address.
type program struct {
	t    *testing.T
	exe  string
	wrap []string // a program that watches it, such as strace
	dir  string
	addr string
	more []string // further flags
	env  []string
	cmd  *exec.Cmd
	out  *said
	done chan error
}

// said keeps what a program says.
type said struct {
	sync.Mutex
	text bytes.Buffer
}

func (s *said) Write(p []byte) (int, error) {
	s.Lock()
	defer s.Unlock()
	return s.text.Write(p)
}

func (s *said) String() string {
	s.Lock()
	defer s.Unlock()
	return s.text.String()
}

// tail gives the last of what it said.
func (s *said) tail() string {
	text := s.String()
	return text[max(0, len(text)-1500):]
}

// incidents gives what the program did not expect, as it stands in its log, without what differs each time.
func (p *program) incidents() (all []string) {
	for line := range strings.Lines(p.out.String()) {
		if _, text, ok := strings.Cut(line, "msg=incident incident="); ok {
			_, text, _ = strings.Cut(text, " ")
			all = append(all, "incident: "+strings.TrimSpace(text))
		}
	}
	return all
}

// serving makes a program for a data folder, without starting it.
func serving(t *testing.T, exe, dir string, more ...string) *program {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := listener.Addr().String()
	listener.Close()
	p := &program{t: t, exe: exe, dir: dir, addr: addr, more: more}
	t.Cleanup(p.kill)
	return p
}

func (p *program) url() string { return "http://" + p.addr }

// launch starts the process and does not wait for it.
func (p *program) launch() {
	p.t.Helper()
	words := append([]string{}, p.wrap...)
	words = append(words, p.exe, "serve", "--addr", p.addr, "--monitor", "none", "--data", p.dir, "--lang", "nl")
	words = append(words, p.more...)
	p.cmd = exec.Command(words[0], words[1:]...)
	p.cmd.Env = append(append(os.Environ(), asProgram+"=1"), p.env...)
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	p.out = &said{}
	p.cmd.Stdout, p.cmd.Stderr = p.out, p.out
	if err := p.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	done, cmd := make(chan error, 1), p.cmd
	p.done = done
	go func() { done <- cmd.Wait() }()
}

// start starts the program and gives how long it took until it answered.
func (p *program) start() time.Duration {
	p.t.Helper()
	begin := time.Now()
	if said, ok := p.tryStart(); !ok {
		p.t.Fatalf("the program did not start:\n%s", said)
	}
	return time.Since(begin)
}

// tryStart is start for a program that may not be able to: it gives what the program said.
func (p *program) tryStart() (string, bool) {
	p.t.Helper()
	begin := time.Now()
	p.launch()
	for {
		if answers(p.url() + "/aanmelden") {
			return "", true
		}
		select {
		case <-p.done:
			p.done = nil
			return p.out.tail(), false
		case <-time.After(2 * time.Millisecond):
		}
		if time.Since(begin) > time.Minute {
			return p.out.tail(), false
		}
	}
}

func answers(url string) bool {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return false
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return false
	}
	response.Body.Close()
	return response.StatusCode == http.StatusOK
}

// kill ends the program without a warning, as kill -9 does, with whatever watches it.
func (p *program) kill() { p.signal(syscall.SIGKILL) }

// stop asks the program to stop and waits for it.
func (p *program) stop() { p.signal(syscall.SIGTERM) }

func (p *program) signal(s syscall.Signal) {
	if p.cmd == nil || p.done == nil {
		return
	}
	_ = syscall.Kill(-p.cmd.Process.Pid, s)
	select {
	case <-p.done:
	case <-time.After(20 * time.Second):
		_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL)
		<-p.done
	}
	p.done = nil
}

// command runs another command of the program on the same data, and gives what it said and its exit code.
func (p *program) command(args ...string) (string, int) {
	p.t.Helper()
	cmd := exec.Command(p.exe, append(args, "--lang", "nl")...)
	cmd.Env = append(append(os.Environ(), asProgram+"=1"), p.env...)
	text, _ := cmd.CombinedOutput()
	return string(text), cmd.ProcessState.ExitCode()
}

// verify lets the program prove its audit trail with the heads beside its key.
func (p *program) verify() (string, int) {
	return p.command("audit", "verify", "--data", p.dir, "--head", p.dir+"-keys/audit-heads")
}

// copied makes a copy of a data folder and its keys, as they are on the disk now.
func copied(t *testing.T, dir string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "data")
	for _, end := range []string{"", "-keys"} {
		if err := copyFolder(dir+end, to+end); err != nil {
			t.Fatal(err)
		}
	}
	return to
}

// copyFolder copies the files of a folder, for this user alone, but for the one that only holds room.
func copyFolder(from, to string) error {
	list, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(to, 0o700); err != nil {
		return err
	}
	for _, one := range list {
		if !one.Type().IsRegular() || strings.HasSuffix(one.Name(), ".room") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(from, one.Name()))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, one.Name()), text, 0o600); err != nil {
			return err
		}
	}
	return nil
}
