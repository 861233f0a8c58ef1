// A table of buttons, one a cell: one stop for Tab, arrows move among the cells, Enter opens one.
const boards = new WeakMap()

const make = (tag, className, parent, said) => {
  const element = document.createElement(tag)
  if (className) element.className = className
  if (said !== undefined) element.textContent = said
  parent.append(element)
  return element
}

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

const open = (parent) => {
  const frame = make('div', 'frame', parent)
  const table = make('table', '', make('div', 'scroll', frame))
  const board = {
    frame,
    table,
    caption: make('caption', 'unseen', table),
    head: make('tr', '', make('thead', '', table)),
    body: make('tbody', '', table),
    legend: make('ul', 'legend', frame),
    hint: make('p', 'hint', frame),
    told: make('p', 'unseen', frame),
    buttons: [],
    shape: '',
  }
  board.told.setAttribute('role', 'status')
  board.at = (button) => {
    for (const [row, line] of board.buttons.entries()) {
      const column = line.indexOf(button)
      if (column >= 0) return [row, column]
    }
    return null
  }
  board.stop = (button) => {
    for (const one of board.buttons.flat()) one.tabIndex = one === button ? 0 : -1
  }
  board.body.addEventListener('focusin', (event) => board.stop(event.target))
  board.body.addEventListener('keydown', (event) => {
    const from = board.at(event.target)
    if (!from) return
    const [row, column] = from
    const line = board.buttons[row]
    let to = null
    if (event.key in STEPS) {
      const [down, right] = STEPS[event.key]
      to = board.buttons[row + down]?.[column + right]
      event.preventDefault()
    } else if (event.key === 'Home') to = line[0]
    else if (event.key === 'End') to = line.at(-1)
    if (to) {
      event.preventDefault()
      to.focus()
    }
  })
  return board
}

const build = (board, data) => {
  board.head.replaceChildren()
  board.body.replaceChildren()
  for (const one of [{ name: data.corner, help: '' }, ...data.heads]) {
    const head = make('th', '', board.head, one.name)
    head.scope = 'col'
    head.title = one.help
  }
  board.buttons = data.rows.map((one) => {
    const row = make('tr', '', board.body)
    make('th', '', row, one.name).scope = 'row'
    return one.cells.map((_, column) => {
      const button = make('button', '', make('td', '', row))
      button.type = 'button'
      make('span', 'mark', button)
      make('span', 'amount', button)
      button.dataset.row = one.id
      button.dataset.column = data.heads[column].id
      button.addEventListener('click', () => {
        for (const other of board.buttons.flat()) other.setAttribute('aria-pressed', String(other === button))
        board.emit('cell', { row: one.id, column: data.heads[column].id })
      })
      return button
    })
  })
}

const show = (board, data) => {
  const looks = Object.fromEntries(data.legend.map((one) => [one.basis, one]))
  let stop = null
  data.rows.forEach((one, row) => one.cells.forEach((cell, column) => {
    const button = board.buttons[row][column]
    const [mark, amount] = button.children
    mark.textContent = cell.mark
    amount.textContent = cell.amount
    button.setAttribute('aria-label', cell.said)
    button.title = cell.said
    button.style.background = looks[cell.basis].colour
    button.style.color = looks[cell.basis].ink
    const chosen = data.selected[0] === one.id && data.selected[1] === data.heads[column].id
    button.setAttribute('aria-pressed', String(chosen))
    if (chosen) stop = button
  }))
  const flat = board.buttons.flat()
  if (!flat.some((one) => one === board.frame.getRootNode().activeElement)) board.stop(stop ?? flat[0])
}

export default function ({ data, parentElement, setStateValue }) {
  let board = boards.get(parentElement)
  if (!board) {
    board = open(parentElement)
    boards.set(parentElement, board)
  }
  board.emit = setStateValue
  board.frame.classList.toggle('projector', data.projector)
  board.caption.textContent = data.caption
  board.hint.textContent = data.hint
  const shape = JSON.stringify([data.corner, data.heads, data.rows.map((one) => [one.id, one.name])])
  if (shape !== board.shape) {
    board.shape = shape
    build(board, data)
  }
  show(board, data)
  board.legend.replaceChildren()
  for (const one of data.legend) {
    const line = make('li', '', board.legend)
    const mark = make('b', '', line, one.mark)
    mark.style.background = one.colour
    mark.style.color = one.ink
    make('span', '', line, one.name)
  }
  if (board.told.textContent !== data.told) board.told.textContent = data.told
}
