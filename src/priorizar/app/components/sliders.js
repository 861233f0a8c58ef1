// Sliders that stay a whole. The server shares the weights out; while it does, only the latest move waits.
const LOCKED = 'M6 8V6a4 4 0 0 1 8 0v2h1v9H5V8zm2 0h4V6a2 2 0 0 0-4 0z'
const OPEN = 'M6 8V5a4 4 0 0 1 7.7-1.5l-1.8.8A2 2 0 0 0 8 5v3h7v9H5V8z'
const SVG = 'http://www.w3.org/2000/svg'
const PATIENCE = 2000

const boards = new WeakMap()

const make = (tag, className, parent) => {
  const element = document.createElement(tag)
  if (className) element.className = className
  parent.append(element)
  return element
}

const icon = (parent) => {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 20 20')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(SVG, 'path')
  svg.append(path)
  parent.append(svg)
  return path
}

const build = (board, rows) => {
  board.root.replaceChildren()
  board.leaders = make('p', 'leaders', board.root)
  // The table of the order says the same to who hears the page.
  board.leaders.setAttribute('aria-hidden', 'true')
  board.lines = new Map()
  for (const row of rows) {
    const line = make('div', 'line', board.root)
    const head = make('div', 'head', line)
    const label = make('label', 'name', head)
    const swatch = make('i', 'swatch', label)
    swatch.style.background = row.colour
    const said = make('span', '', label)
    const value = make('output', 'value', head)
    const foot = make('div', 'foot', line)
    const input = make('input', '', foot)
    Object.assign(input, { type: 'range', min: 0, max: 100, step: 1, id: `weight-${row.id}` })
    label.htmlFor = input.id
    value.htmlFor = input.id
    const button = make('button', 'lock', foot)
    button.type = 'button'
    const path = icon(button)
    const to = () => Number(input.value)
    input.addEventListener('pointerdown', () => { board.held = row.id })
    input.addEventListener('input', () => board.send({ criterion: row.id, to: to(), done: false }))
    input.addEventListener('change', () => { board.held = null; board.send({ criterion: row.id, to: to(), done: true }) })
    button.addEventListener('click', () => board.send({ lock: row.id }))
    board.lines.set(row.id, { line, label, said, value, input, button, path })
  }
}

const open = (parent) => {
  const board = {
    root: make('div', 'sliders', parent),
    lines: new Map(),
    sent: 0,
    waiting: false,
    next: [],
    held: null,
    moved: null,
  }
  board.send = (move) => {
    const last = board.next.at(-1)
    // A move overtakes one of the same weight that has not been sent yet; nothing else is dropped.
    if (last?.criterion && last.criterion === move.criterion) board.next.pop()
    board.next.push(move)
    board.moved = move.criterion ?? board.moved
    board.flush()
  }
  board.flush = () => {
    board.root.setAttribute('aria-busy', String(board.waiting || board.next.length > 0))
    if (board.waiting || board.next.length === 0) return
    board.waiting = true
    board.sent += 1
    clearTimeout(board.timer)
    board.timer = setTimeout(() => { board.waiting = false; board.flush() }, PATIENCE)
    board.emit('move', { ...board.next.shift(), sent: board.sent, visit: board.visit })
  }
  board.visit = Math.random().toString(36).slice(2)
  return board
}

export default function ({ data, parentElement, setStateValue }) {
  let board = boards.get(parentElement)
  if (!board) {
    board = open(parentElement)
    boards.set(parentElement, board)
  }
  board.emit = setStateValue
  const ids = data.rows.map((row) => row.id)
  if (ids.join() !== [...board.lines.keys()].join()) build(board, data.rows)
  if (data.visit === board.visit && data.sent === board.sent) {
    clearTimeout(board.timer)
    board.waiting = false
    board.flush()
  }
  board.leaders.textContent = data.leaders
  for (const row of data.rows) {
    const { line, label, said, value, input, button, path } = board.lines.get(row.id)
    said.textContent = row.name
    label.title = row.help
    value.textContent = row.said
    input.disabled = row.locked
    // What is under the finger stays where the finger is, and what was moved since waits for its own answer.
    const ahead = board.moved === row.id && (board.waiting || board.next.length > 0)
    if (board.held !== row.id && !ahead) input.value = row.share
    input.style.setProperty('--share', `${input.value}%`)
    input.setAttribute('aria-valuetext', row.said)
    line.classList.toggle('locked', row.locked)
    button.setAttribute('aria-pressed', String(row.locked))
    button.setAttribute('aria-label', row.locked ? row.unlock : row.lock)
    button.title = row.locked ? row.unlock : row.lock
    path.setAttribute('d', row.locked ? LOCKED : OPEN)
  }
}
