package web

import "html/template"

// PlatformTexts gives the catalogue of this package to its tests.
func PlatformTexts() *Texts { return platformTexts }

// StyleAsset gives the stylesheet to tests.
func StyleAsset() *Asset { return styleAsset }

// OwnPage is what the check of pages asks for.
type OwnPage = interface {
	Name() string
	Template(lang string) *template.Template
	Zero() any
}

// OwnPages gives the pages of this package to its tests.
func OwnPages() []OwnPage { return []OwnPage{failPage, galleryPage, weighPage, paperPage} }
