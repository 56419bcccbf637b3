package web

import "html/template"

// icons are drawn on a grid of 24 by 24, with lines of 2 in the colour of the text. They stand beside words and never
// instead of them.
var icons = map[string]string{
	"menu":    `<path d="M4 7h16M4 12h16M4 17h16"/>`,
	"mark":    `<path d="M3 12.5 12 5l9 7.5M6 11v9h12v-9M9.5 20v-2.5a2.5 2.5 0 0 1 5 0V20"/>`,
	"check":   `<path d="m5 12.5 4.5 4.5L19 7.5"/>`,
	"clause":  `<path d="M5 6.5h14M5 12h9M5 17.5h5"/><path d="m14 17 2.2 2.2L20.5 15"/>`,
	"unknown": `<path d="M9 9a3 3 0 1 1 4.2 2.8c-.8.3-1.2 1-1.2 1.7v.5"/><path d="M12 17.6v.1"/>`,
	"away":    `<path d="M5 12h14"/>`,
	"against": `<path d="M6.5 6.5l11 11M17.5 6.5l-11 11"/>`,
	"info":    `<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.5v.1"/>`,
	"warning": `<path d="M12 4 2.8 20h18.4zM12 10v4.5M12 17.3v.1"/>`,
	"urgent":  `<path d="M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 7.5v5.5M12 16.4v.1"/>`,
	"done":    `<circle cx="12" cy="12" r="9"/><path d="m8 12.4 2.8 2.8L16 9.6"/>`,
	"phone":   `<path d="M6.5 3.5h3l1.5 4-2 1.5a11 11 0 0 0 6 6l1.5-2 4 1.5v3a2 2 0 0 1-2.2 2A16.5 16.5 0 0 1 4.5 5.7a2 2 0 0 1 2-2.2z"/>`,
	"exit":    `<path d="M14 4H5v16h9M10 12h11m-4-4 4 4-4 4"/>`,
	"print":   `<path d="M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7z"/>`,
	"turn":    `<path d="M4 9h12a4 4 0 0 1 0 8H8M8 5 4 9l4 4"/>`,
	"near":    `<circle cx="8" cy="7" r="3"/><circle cx="16" cy="7" r="3"/><path d="M2.5 20a5.5 5.5 0 0 1 9.5-3.8A5.5 5.5 0 0 1 21.5 20"/>`,
	"far":     `<circle cx="5.5" cy="7.5" r="2.5"/><circle cx="18.5" cy="7.5" r="2.5"/><path d="M2 19a3.5 3.5 0 0 1 7 0M15 19a3.5 3.5 0 0 1 7 0"/>`,
}

// Icon gives an icon as SVG that screen readers pass over. An unknown name gives nothing; a test knows every name that
// the parts use.
func Icon(name string) template.HTML {
	drawing, ok := icons[name]
	if !ok {
		return ""
	}
	return template.HTML(`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">` + drawing + `</svg>`) //nolint:gosec // constants
}
