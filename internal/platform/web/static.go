package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
)

//go:embed static/*
var staticFS embed.FS

// The files that every page uses.
var (
	styleAsset   = MustAsset(staticFS, "static/nabij.css")
	exitAsset    = MustAsset(staticFS, "static/exit.js")
	goneAsset    = MustAsset(staticFS, "static/gone.js")
	faviconAsset = MustAsset(staticFS, "static/favicon.svg")
	awayAsset    = MustAsset(staticFS, "static/away.svg")

	// SheetScript makes the advice of .weigh-layout a sheet on a phone; a page asks for it in Head.Scripts.
	SheetScript = MustAsset(staticFS, "static/sheet.js")

	platformAssets = []*Asset{styleAsset, exitAsset, goneAsset, faviconAsset, awayAsset, SheetScript}
)

// types is the whole list of what is served as a file; anything else is a mistake of the programmer.
var types = map[string]string{
	".css":  "text/css; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".svg":  "image/svg+xml",
	".png":  "image/png",
	".json": "application/json",
}

// Asset is a static file in the program. Its address holds a hash of its content, so a browser may keep it for ever
// and never has an old one.
type Asset struct {
	url, kind, etag string
	plain, packed   []byte
}

// MustAsset reads a static file and compresses it once. A file that is missing stops the program at start.
func MustAsset(fsys fs.FS, name string) *Asset {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		panic(err)
	}
	ext := path.Ext(name)
	kind, ok := types[ext]
	if !ok {
		panic(fmt.Sprintf("web: no content type for %s", name))
	}
	sum := sha256.Sum256(data)
	hash := hex.EncodeToString(sum[:6])
	base := strings.TrimSuffix(path.Base(name), ext)
	a := &Asset{url: "/static/" + base + "." + hash + ext, kind: kind, etag: `"` + hash + `"`, plain: data}
	var buf bytes.Buffer
	zw, _ := gzip.NewWriterLevel(&buf, gzip.BestCompression) // the level is a constant that exists
	if _, err := zw.Write(data); err != nil {
		panic(err)
	}
	if err := zw.Close(); err != nil {
		panic(err)
	}
	if buf.Len() < len(data) {
		a.packed = buf.Bytes()
	}
	return a
}

// URL gives the address of the file.
func (a *Asset) URL() string { return a.url }

// Sizes gives the bytes of the file plain and as they go over the wire.
func (a *Asset) Sizes() (plain, wire int) {
	if a.packed == nil {
		return len(a.plain), len(a.plain)
	}
	return len(a.plain), len(a.packed)
}

func (a *Asset) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", a.kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("ETag", a.etag)
	h.Set("Vary", "Accept-Encoding")
	if strings.Contains(r.Header.Get("If-None-Match"), a.etag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body := a.plain
	if a.packed != nil && acceptsGzip(r) {
		h.Set("Content-Encoding", "gzip")
		body = a.packed
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}

func acceptsGzip(r *http.Request) bool {
	for _, part := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		name, q, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(name, "gzip") {
			return strings.ReplaceAll(q, " ", "") != "q=0"
		}
	}
	return false
}

// serveAssets answers for static files, before the limits that are about work.
func (rt *Router) serveAssets(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a, ok := rt.assets[r.URL.Path]
		if !ok || (r.Method != http.MethodGet && r.Method != http.MethodHead) {
			next.ServeHTTP(w, r)
			return
		}
		a.serve(w, r)
	})
}
