// Listens to what page and server say to each other, so that a test waits for the answer to what it has done and not for
// a time. Streamlit's own mark of a running script comes late: between a press and the first answer it says "notRunning".
(() => {
  const RERUN_SCRIPT = 11 // of BackMsg
  const NEW_SESSION = 4, SCRIPT_FINISHED = 6, EARLY_FOR_RERUN = 2 // of ForwardMsg
  let asked = true

  // The fields of a Protocol Buffers message by number; those that are no integer have no value.
  const fieldsOf = (data) => {
    const bytes = data instanceof Uint8Array ? data : new Uint8Array(data)
    const fields = new Map()
    let at = 0
    const varint = () => {
      let value = 0, scale = 1
      for (;;) {
        const byte = bytes[at++]
        value += (byte & 127) * scale
        scale *= 128
        if (!(byte & 128)) return value
      }
    }
    while (at < bytes.length) {
      const tag = varint(), kind = tag & 7, number = Math.floor(tag / 8)
      fields.set(number, kind === 0 ? varint() : undefined)
      if (kind === 2) at += varint()
      else if (kind !== 0) at += kind === 1 ? 8 : 4
    }
    return fields
  }

  const isQuiet = () =>
    !asked &&
    document.querySelector("[data-test-script-state=notRunning]") !== null &&
    document.querySelector("footer.footer") !== null &&
    document.documentElement.dataset.measured !== undefined // otherwise the width is still to be reported

  // Looked at when the page is idle: then what came has been drawn and its keys are bound. The mark is an attribute because
  // the page's Content-Security-Policy lets no test evaluate an expression again and again.
  let checking = true
  const check = () => {
    if (isQuiet()) {
      checking = false
      document.documentElement.dataset.settled = ""
    } else setTimeout(() => requestIdleCallback(check, { timeout: 1000 }), 20)
  }
  requestIdleCallback(check, { timeout: 1000 })

  window.WebSocket = class extends window.WebSocket {
    constructor(...given) {
      super(...given)
      this.addEventListener("message", ({ data }) => {
        const fields = fieldsOf(data)
        const hasEnded = fields.has(SCRIPT_FINISHED) && fields.get(SCRIPT_FINISHED) !== EARLY_FOR_RERUN
        if (fields.has(NEW_SESSION) || hasEnded) asked = false
      })
    }

    send(data) {
      if (fieldsOf(data).has(RERUN_SCRIPT)) {
        asked = true
        delete document.documentElement.dataset.settled
        if (!checking) requestIdleCallback(check, { timeout: 1000 })
        checking = true
      }
      super.send(data)
    }
  }
})()
