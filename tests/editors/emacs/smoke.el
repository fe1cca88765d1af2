;;; smoke.el --- Emacs with eglot: find, hover, list, type, leave  -*- lexical-binding: t -*-

;; Run by suite.py in batch, in a copy of the test corpus. One walk; each stop prints `ok' or
;; `FAILED'. What a command would do on a key is called by the name of its function.

;;; Code:

(require 'eglot)
(require 'xref)
(require 'flymake)

(setq eglot-autoshutdown nil
      eglot-stay-out-of '(eldoc)
      eglot-server-programs '((text-mode . ("nomenclator" "lsp"))))

(defun smoke-wait (what condition)
  "Wait until CONDITION returns non-nil and return that; WHAT is for the error."
  (let ((end (+ (float-time) 15)) result)
    (while (not (setq result (funcall condition)))
      (when (> (float-time) end)
        (error "Waited in vain: %s" what))
      (accept-process-output nil 0.05))
    result))

(defmacro smoke (name &rest body)
  "Run BODY as the test NAME."
  (declare (indent 1))
  `(condition-case trouble
       (progn ,@body (princ (format "ok emacs: %s\n" ,name)))
     (error (princ (format "FAILED emacs: %s\n    %s\n" ,name (error-message-string trouble))))))

(defun smoke-expect (expected got)
  "Signal an error unless EXPECTED equals GOT."
  (unless (equal expected got)
    (error "Expected %S, got %S" expected got)))

(defun smoke-goto (words)
  "Put point on the first character of WORDS."
  (goto-char (point-min))
  (search-forward words)
  (goto-char (match-beginning 0)))

(find-file "articles/2021-03-04-quay.txt")
(text-mode)
(apply #'eglot--connect (eglot--guess-contact))

(smoke "the server answers a hover"
  (smoke-goto "Hollin, and nobody")
  (let* ((answer (jsonrpc-request (eglot--current-server-or-lose) :textDocument/hover
                                  (eglot--TextDocumentPositionParams)))
         (shown (eglot--hover-info (plist-get answer :contents))))
    (unless (string-match-p "Harbour minister of Vessen" shown)
      (error "The hover says %S" shown))))

(smoke "definition leads to the entry's header"
  (smoke-goto "Hollin, and nobody")
  (save-window-excursion
    (xref-find-definitions "LSP identifier at point.")
    (smoke-expect "people.toml" (file-name-nondirectory buffer-file-name))
    (smoke-expect "[marta-hollin]"
                  (buffer-substring (line-beginning-position) (line-end-position)))))

(smoke "references lie in three articles"
  (smoke-goto "Marta Hollin")
  (let (files)
    (dolist (place (xref-backend-references 'eglot "LSP identifier at point."))
      (let ((file (file-name-nondirectory (xref-location-group (xref-item-location place)))))
        (unless (string-suffix-p ".toml" file)
          (cl-pushnew file files :test #'equal))))
    (smoke-expect '("2021-03-04-quay.txt" "2021-05-11-strike.md" "2021-06-02-vote.txt")
                  (sort files #'string<))))

(smoke "an unknown name is underlined without saving"
  (goto-char (point-max))
  (insert "The keys were given to Tobias Renner in the evening.\n")
  (eglot--signal-textDocument/didChange)
  (flymake-start)
  (let ((found (smoke-wait "a diagnostic" #'flymake-diagnostics)))
    (smoke-expect 1 (length found))
    (smoke-expect "Tobias Renner"
                  (buffer-substring (flymake-diagnostic-beg (car found))
                                    (flymake-diagnostic-end (car found))))))

(smoke "the server leaves when asked"
  (let* ((server (eglot--current-server-or-lose))
         (process (jsonrpc--process server)))
    (eglot-shutdown server nil 10)
    ;; With which status is not for eglot to say: it does not wait, it kills what is still there.
    (smoke-expect nil (process-live-p process))))

(set-buffer-modified-p nil)
(kill-emacs 0)
;;; smoke.el ends here
