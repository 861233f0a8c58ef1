// The order as a table whose rows glide to their new places.
const boards = new WeakMap()
const GLIDE = { duration: 350, easing: 'ease-out' }

const make = (tag, className, parent, said) => {
  const element = document.createElement(tag)
  if (className) element.className = className
  if (said !== undefined) element.textContent = said
  parent.append(element)
  return element
}

const open = (parent) => {
  const table = make('table', 'order', parent)
  return {
    table,
    caption: make('caption', 'unseen', table),
    below: make('p', 'below', parent),
    head: make('tr', '', make('thead', '', table)),
    body: make('tbody', '', table),
    told: make('p', 'unseen', parent),
    bars: make('p', 'unseen', parent),
    rows: new Map(),
    heads: '',
  }
}

const line = (board, id) => {
  const row = make('tr', '', board.body)
  const rank = make('td', 'rank', row)
  const move = make('td', 'move', row)
  const name = make('th', 'name', row)
  name.scope = 'row'
  const score = make('td', 'score', row)
  const doubt = make('td', 'doubt', row)
  const between = make('span', 'between', doubt)
  const track = make('span', 'track', between)
  track.setAttribute('aria-hidden', 'true')
  const band = make('span', 'band', track)
  const dot = make('span', 'dot', track)
  const interval = make('span', 'interval', between)
  const evidence = make('td', 'evidence', row)
  const dots = make('span', 'dots', evidence)
  dots.setAttribute('aria-hidden', 'true')
  const covered = make('span', 'covered', evidence)
  const found = { row, rank, move, name, score, track, band, dot, interval, dots, covered }
  board.rows.set(id, found)
  return found
}

const at = (place, of) => `${(100 * (place - 0.5)) / of}%`

const fill = (part, one, of) => {
  part.rank.textContent = one.rank
  part.move.textContent = one.move
  part.move.dataset.way = one.way
  part.name.textContent = one.name
  part.score.textContent = one.score
  part.track.hidden = one.low === null
  part.band.style.left = `${(100 * (one.low - 1)) / of}%`
  part.band.style.right = `${(100 * (of - one.high)) / of}%`
  part.dot.style.left = at(one.place, of)
  part.interval.textContent = one.interval
  part.dots.replaceChildren(...Array.from({ length: one.criteria }, (_, i) => {
    const dot = document.createElement('i')
    dot.className = i < one.known ? 'known' : 'unknown'
    return dot
  }))
  part.covered.textContent = one.covered
  part.row.dataset.chain = one.id
}

export default function ({ data, parentElement }) {
  let board = boards.get(parentElement)
  if (!board) {
    board = open(parentElement)
    boards.set(parentElement, board)
  }
  const { table, body, rows } = board
  table.classList.toggle('projector', data.projector)
  board.caption.textContent = data.caption
  board.below.textContent = data.below
  board.bars.textContent = data.bars
  const heads = JSON.stringify(data.heads)
  if (heads !== board.heads) {
    board.heads = heads
    board.head.replaceChildren()
    for (const one of data.heads) {
      const head = make('th', one.id, board.head, one.name)
      head.scope = 'col'
      head.title = one.help
    }
  }
  const before = new Map([...rows].map(([id, { row }]) => [id, row.getBoundingClientRect().top]))
  const wanted = new Set(data.rows.map((one) => one.id))
  for (const [id, { row }] of rows) {
    if (!wanted.has(id)) {
      row.remove()
      rows.delete(id)
    }
  }
  data.rows.forEach((one, place) => {
    const part = rows.get(one.id) ?? line(board, one.id)
    fill(part, one, data.rows.length)
    if (body.children[place] !== part.row) body.insertBefore(part.row, body.children[place] ?? null)
  })
  if (!matchMedia('(prefers-reduced-motion: reduce)').matches) {
    for (const [id, { row }] of rows) {
      if (!before.has(id)) continue
      const moved = before.get(id) - row.getBoundingClientRect().top
      if (moved) row.animate([{ transform: `translateY(${moved}px)` }, { transform: 'none' }], GLIDE)
    }
  }
  table.dataset.turn = data.turn
  // Read aloud once the weights rest, not at every step of a drag.
  board.told.setAttribute('role', 'status')
  clearTimeout(board.timer)
  board.timer = setTimeout(() => { board.told.textContent = data.told }, 800)
}
