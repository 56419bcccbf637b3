package log

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

func TestForms(t *testing.T) {
	var out bytes.Buffer
	New(&out, false).Info("hello", "n", 1)
	if !strings.Contains(out.String(), "msg=hello n=1") {
		t.Errorf("got %s", out.String())
	}
	out.Reset()
	New(&out, true).Info("hello", "n", 1)
	var line map[string]any
	if err := json.Unmarshal(out.Bytes(), &line); err != nil || line["msg"] != "hello" || line["n"] != 1.0 {
		t.Errorf("got %s (%v)", out.String(), err)
	}
}

func TestTheServersOwnMessagesTellNothingOfTheVisitor(t *testing.T) {
	var out bytes.Buffer
	ForServer(New(&out, true)).Print("http: panic serving 192.0.2.77:1234: mevrouw Jansen")
	if strings.Contains(out.String(), "192.0.2.77") || strings.Contains(out.String(), "Jansen") {
		t.Errorf("the log tells %s", out.String())
	}
	if !strings.Contains(out.String(), "a connection went wrong") {
		t.Errorf("the log tells nothing: %s", out.String())
	}
}
