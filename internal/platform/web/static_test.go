package web_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"nabij/internal/platform/web"
	"nabij/internal/platform/web/webtest"
)

const design = "../../../design"

func stylesheet(t *testing.T) string {
	t.Helper()
	css, err := os.ReadFile("static/nabij.css")
	if err != nil {
		t.Fatal(err)
	}
	return string(css)
}

// The stylesheet names the hash of everything it was built from; design/build.mjs computes the same. So a change in
// design/ without a build is found where there is no npm.
func TestStylesheetIsBuiltFromTheDesign(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(design, "components.json"))
	if err != nil {
		t.Fatal(err)
	}
	var config struct{ Own []string }
	if err := json.Unmarshal(data, &config); err != nil {
		t.Fatal(err)
	}
	hash := sha256.New()
	for _, name := range append([]string{"build.mjs", "components.json", "package-lock.json", "tokens.mjs"}, config.Own...) {
		data, err := os.ReadFile(filepath.Join(design, name))
		if err != nil {
			t.Fatal(err)
		}
		hash.Write([]byte(name + "\n"))
		hash.Write(data)
	}
	if want := hex.EncodeToString(hash.Sum(nil))[:16]; !strings.Contains(stylesheet(t)[:400], "input "+want) {
		t.Errorf("static/nabij.css is stale: run npm ci && npm run build in design/")
	}
}

func TestStylesheetAsksForNothingElse(t *testing.T) {
	css := stylesheet(t)
	for _, forbidden := range []string{"url(", "@import", "@font-face", "http:", "https:", "voorbeeld"} {
		if strings.Contains(css, forbidden) {
			t.Errorf("the stylesheet holds %q", forbidden)
		}
	}
	if _, wire := web.StyleAsset().Sizes(); wire > 14<<10 {
		t.Errorf("the stylesheet is %d bytes over the wire", wire)
	}
}

// Every class that the parts use must mean something in the stylesheet, or be one that only scripts and tests use.
func TestClassesOfPartsAreStyled(t *testing.T) {
	css := stylesheet(t)
	plain := map[string]bool{"wide": true, "bare": true}
	files, _ := filepath.Glob("parts/*.html")
	class := regexp.MustCompile(`class="([^"]*)"`)
	action := regexp.MustCompile(`\{\{[^}]*\}\}`)
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range class.FindAllStringSubmatch(action.ReplaceAllString(string(data), "\x00"), -1) {
			for _, name := range strings.Fields(m[1]) {
				if strings.ContainsRune(name, 0) || plain[name] {
					continue
				}
				if !regexp.MustCompile(`\.` + regexp.QuoteMeta(name) + `\b`).MatchString(css) {
					t.Errorf("%s uses class %q, which has no style", file, name)
				}
			}
		}
	}
}

func TestAssets(t *testing.T) {
	url := web.StyleAsset().URL()
	webtest.Run(t, site(), []webtest.Scenario{
		{Name: "plain", Path: url, Headers: map[string]string{"Cache-Control": "public, max-age=31536000, immutable",
			"Content-Type": "text/css; charset=utf-8", "Vary": "Accept-Encoding", "Content-Encoding": ""}},
		{Name: "gzip", Path: url, Header: map[string]string{"Accept-Encoding": "br, gzip"}, Headers: map[string]string{"Content-Encoding": "gzip"}},
		{Name: "no gzip please", Path: url, Header: map[string]string{"Accept-Encoding": "gzip;q=0"}, Headers: map[string]string{"Content-Encoding": ""}},
		{Name: "wrong hash", Path: "/static/nabij.000000000000.css", Status: 404},
		{Name: "not a method", Method: "POST", Path: url, Status: 405},
	})
	etag := webtest.Do(site(), webtest.Scenario{Path: url}).Header.Get("ETag")
	if a := webtest.Do(site(), webtest.Scenario{Path: url, Header: map[string]string{"If-None-Match": etag}}); a.Status != 304 || a.Body != "" {
		t.Errorf("known file gave %d", a.Status)
	}
	if a := webtest.Do(site(), webtest.Scenario{Path: "/_galerij", Header: map[string]string{"Accept-Encoding": "gzip"}}); a.Header.Get("Content-Encoding") != "gzip" || len(a.Body) > 8<<10 {
		t.Errorf("a page is not compressed: %d bytes", len(a.Body))
	}
}
