" Vim with ALE: type, hover, find. Run by suite.py in a copy of the test corpus; each stop writes
" `ok` or `FAILED` to $NOMENCLATOR_RESULTS.

set nomore hidden
let g:ale_linters_explicit = 1
let g:ale_linters = {'text': ['nomenclator']}
let g:ale_hover_to_floating_preview = 0
let g:ale_hover_to_preview = 1
let g:ale_set_balloons = 0
filetype plugin on
packadd ale

call ale#linter#Define('text', {
\   'name': 'nomenclator',
\   'lsp': 'stdio',
\   'language': 'plaintext',
\   'executable': 'nomenclator',
\   'command': '%e lsp',
\   'project_root': {buffer -> fnamemodify(findfile('nomenclator.toml', expand('#' . buffer . ':p:h') . ';'), ':p:h')},
\})

function! s:Report(line) abort
  call writefile([a:line], $NOMENCLATOR_RESULTS, 'a')
endfunction

" Waits until the expression is true; returns whether it ever was.
function! s:Wait(condition) abort
  let l:start = reltime()
  while !eval(a:condition)
    if reltimefloat(reltime(l:start)) > 15
      return 0
    endif
    sleep 20m
  endwhile
  return 1
endfunction

function! s:Test(name, condition) abort
  if s:Wait(a:condition)
    call s:Report('ok vim: ' . a:name)
  else
    call s:Report('FAILED vim: ' . a:name)
    call s:Report('    waited in vain: ' . a:condition . ' ' . execute('messages'))
  endif
endfunction

function! s:Underlined() abort
  return map(copy(ale#engine#GetLoclist(bufnr(''))),
  \   'getline(v:val.lnum)[v:val.col - 1 : get(v:val, "end_col", v:val.col) - 1]')
endfunction

edit articles/2021-03-04-quay.txt
call append('$', 'The keys were given to Tobias Renner in the evening.')
call ale#Queue(0)
call s:Test('an unknown name is underlined without saving', "s:Underlined() ==# ['Tobias Renner']")

call search('\V\CHollin, and nobody')
ALEHover
call s:Test('the hover shows the entry',
\ "!empty(filter(range(1, bufnr('$')), {_, b -> join(getbufline(b, 1, '$')) =~# 'Harbour minister of Vessen'}))")
pclose

call search('\V\CHollin, and nobody')
ALEGoToDefinition
call s:Test("definition leads to the entry's header", "getline('.') ==# '[marta-hollin]'")

qall!
